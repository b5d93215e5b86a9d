import { describe, expect, test } from 'vitest';
import { attempts, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();
const nothing = { 'empty.ts': '' };
const scenario = (body: string, options = ''): string =>
  `export const scenario = tasks('scenario', (stage) => {${body}}, {${options}});`;

describe('an operation', () => {
  test('that is aborted rejects at once and has no effect', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`const controller = new AbortController();
        let effects = 0;
        const call = stage.task('call', () => stage.operation({ name: 'call', signal: controller.signal, run: () => { effects++; } }), { mayReject: true });
        stage.event('abort', () => controller.abort(new Error('stop')));
        return () => [call.result().state, effects];`),
    );
    expect(outcomesOf(await explore())).toEqual(['1 × [fulfilled,1]', '2 × [rejected,0]']);
  });

  test('leaves no listener on its signal', async () => {
    const { explore } = await attempt(
      {
        'listeners.ts': `import { getEventListeners } from 'node:events';\nexport const count = (signal) => getEventListeners(signal, 'abort').length;`,
      },
      scenario(`const { count } = stage.load('listeners.ts');
        const { signal } = new AbortController();
        stage.task('call', () => stage.operation({ name: 'call', signal, run: () => {} }));
        const before = count(signal);
        return () => [before, count(signal)];`),
    );
    expect(outcomesOf(await explore())).toEqual(['1 × [0,0]']);
  });

  test('that may fail does so in every place, once a run', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`const table = stage.table('t', {}, { mayFail: ['write'] });
        const attempts = [];
        stage.task('A', async () => {
          for (const key of ['x', 'y']) attempts.push(await table.write(key, 1).then(() => 'ok', (error) => error.message));
        });
        return () => attempts;`),
    );
    const lost = 't.write failed: the connection was lost';
    expect(outcomesOf(await explore())).toEqual(['1 × [ok,ok]', `1 × [ok,${lost}]`, `1 × [${lost},ok]`]);
  });

  test('that takes time completes by the clock', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`const api = stage.http('api', ({ url }) => ({ body: url }), { latency: ({ url }) => (url === '/slow' ? 50 : 10) });
        const get = async (url) => { stage.record([await (await api.fetch(url)).json(), stage.now()]); };
        stage.task('both', () => Promise.all([get('/slow'), get('/fast')]));
        return () => stage.recorded();`),
    );
    expect(outcomesOf(await explore())).toEqual(['1 × [[/fast,10],[/slow,50]]']);
  });

  test('may take half a millisecond, and every clock bears it', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`stage.task('one', async () => {
          const start = Date.now();
          await stage.operation({ name: 'one', run: () => {}, latency: 10.5 });
          stage.record([stage.now(), Date.now() - start, String(process.hrtime.bigint()), process.hrtime().join()]);
        });
        return () => stage.recorded();`),
    );
    expect(outcomesOf(await explore())).toEqual(['1 × [[10.5,10,10500000,0,10500000]]']);
  });

  test('that is not possible yet waits', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`const queue = stage.queue('q', { capacity: 1 });
        const got = [];
        stage.task('sender', async () => { for (const item of [1, 2, 3]) await queue.send(item); });
        stage.task('receiver', async () => { for (let i = 0; i < 3; i++) got.push(await queue.receive()); });
        return () => got;`),
    );
    const { outcomes, complete } = await explore();
    expect([outcomes.map(({ outcome }) => outcome), complete]).toEqual([[[1, 2, 3]], true]);
  });
});

describe('what is in flight', () => {
  const load = (limit: string): Record<string, string> => ({
    'load.ts': `export async function load(db, keys) {
      ${limit}
    }`,
  });
  const loads = scenario(`const { load } = stage.load('load.ts');
    const db = { get: (key) => stage.operation({ name: 'db.get', args: [key], run: () => key }) };
    stage.task('load', () => load(db, ['a', 'b', 'c']));
    return () => ({ peak: stage.peak('db.get'), together: stage.together('db.get(a)', 'db.get(c)'), calls: stage.calls('db.get') });`);

  test('one after the other never overlaps', async () => {
    const { explore } = await attempt(load('for (const key of keys) await db.get(key);'), loads);
    expect(outcomesOf(await explore())).toEqual(['1 × {peak:1,together:false,calls:3}']);
  });

  test('all at once overlaps in every order', async () => {
    const { explore } = await attempt(load('await Promise.all(keys.map(db.get));'), loads);
    expect(outcomesOf(await explore())).toEqual(['6 × {peak:3,together:true,calls:3}']);
  });

  test('entered sections are seen, too', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`for (const name of ['Ada', 'Bob']) {
          stage.task(name, async () => {
            const leave = stage.enter(name + ' eats');
            await stage.operation({ name: 'bite', run: () => {} });
            leave();
          });
        }
        return () => stage.together('Ada eats', 'Bob eats');`),
    );
    expect(outcomesOf(await explore())).toEqual(['2 × false', '4 × true']);
  });
});

test('each schedule has a fresh instance of the code', async () => {
  const { explore } = await attempt(
    { 'count.ts': 'let count = 0;\nexport const next = () => ++count;' },
    scenario(`const { next } = stage.load('count.ts');
      stage.task('A', () => stage.record(next()));
      stage.task('B', () => stage.record(next()));
      return () => stage.recorded();`),
  );
  expect(outcomesOf(await explore())).toEqual(['2 × [1,2]']);
});

test('the fake file store fails as a real one does', async () => {
  const { explore } = await attempt(
    nothing,
    scenario(`const files = stage.files('fs', { 'a.txt': 'A' });
      stage.task('A', async () => {
        await files.appendFile('a.txt', '+');
        await files.rename('a.txt', 'b.txt');
        stage.record(await files.readFile('a.txt', 'utf8').catch((error) => error.code));
        await files.writeFile('c.txt', 'C');
        await files.unlink('c.txt');
      });
      return () => [stage.recorded(), files.entries()];`),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × [[ENOENT],{b.txt:A+}]']);
});

test('a compare-and-set writes only over the value that it expects', async () => {
  const { explore } = await attempt(
    nothing,
    scenario(`const table = stage.table('t', { n: { v: 0 } });
      const add = async () => {
        for (;;) {
          const old = await table.read('n');
          if (await table.compareAndSet('n', old, { v: old.v + 1 })) return;
        }
      };
      stage.task('A', add);
      stage.task('B', add);
      return () => table.peek('n').v;`),
  );
  const { outcomes, complete } = await explore();
  expect([outcomes.map(({ outcome }) => outcome), complete]).toEqual([[2], true]);
});

test('the budget bounds the runs, and the report says so', async () => {
  const { explore } = await attempt(
    nothing,
    scenario(`for (const name of 'ABCD') stage.task(name, () => stage.record(name)); return () => null;`),
  );
  expect(await explore('scenario', 10)).toMatchObject({ schedules: 10, complete: false });
  expect(await explore('scenario', 100)).toMatchObject({ schedules: 24, complete: true });
});

test('a schedule of other code is refused', async () => {
  const { explain } = await attempt(nothing, scenario(`stage.task('A', () => {}); return () => null;`));
  await expect(explain([7])).rejects.toThrow("Expected the schedule's step 1 to be below 1, got 7");
  await expect(explain([])).rejects.toThrow("Expected the schedule's step 1 to be below 1, got its end");
});

test('an event in a lane of its own, aborts, and their pauses are told', async () => {
  const { explore, explain } = await attempt(
    nothing,
    scenario(`const controller = new AbortController();
      const t = stage.table('t', { x: 1 });
      stage.task('A', async () => { await t.read('x'); await t.write('x', 2); stage.record(controller.signal.aborted); });
      stage.event('user aborts', () => controller.abort());
      return () => stage.recorded();`),
  );
  const exploration = await explore();
  const { timeline } = await explain(scheduleOf(exploration, ({ outcome }) => JSON.stringify(outcome) === '[true]'));
  expect(timeline.lanes).toEqual(['A', 'user aborts']);
  expect(timeline.rows.map(({ lane, text, memory }) => [lane, text, ...memory])).toEqual([
    [1, 'user aborts', '1'],
    [0, 'await read(x) → 1', '1'],
    [0, 'await write(x, 2) ✓', '2'],
  ]);
});

describe('a reply apart', () => {
  const cacheAside = (reply: string): string =>
    scenario(`const db = stage.table('db', { x: 'old' }${reply});
      const cache = new Map();
      stage.task('reader', async () => { const value = await db.read('x'); cache.set('x', value); });
      stage.task('writer', async () => { await db.write('x', 'new'); cache.delete('x'); });
      return () => cache.get('x') ?? 'nothing';`);

  test('shows what an answer on its way can do', async () => {
    const { explore, explain } = await attempt(nothing, cacheAside(", { reply: 'apart' }"));
    const exploration = await explore();
    expect(new Set(exploration.outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['new', 'nothing', 'old']));
    const { timeline } = await explain(scheduleOf(exploration, ({ outcome }) => outcome === 'old'));
    expect(timeline.rows.map(({ lane, text }) => [lane, text])).toEqual([
      [0, 'await read(x) → old'],
      [1, 'await write(x, new) ✓'],
      [1, '◀┄ reply to write(x, new) arrives'],
      [0, '◀┄ reply to read(x) arrives'],
    ]);
  });

  test('cannot be told from the effect where they are one step', async () => {
    const { explore } = await attempt(nothing, cacheAside(''));
    expect(new Set((await explore()).outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['new', 'nothing']));
  });

  test('can be too late for an abort to undo the effect', async () => {
    const { explore } = await attempt(
      nothing,
      scenario(`const controller = new AbortController();
        let effects = 0;
        const call = stage.task('call', () => stage.operation({ name: 'call', reply: 'apart', signal: controller.signal, run: () => { effects++; } }), { mayReject: true });
        stage.event('abort', () => controller.abort(new Error('stop')), { after: call });
        return () => [call.result().state, effects];`),
    );
    expect(outcomesOf(await explore())).toEqual(['1 × [fulfilled,1]', '1 × [rejected,0]', '1 × [rejected,1]']);
  });
});

test('tasks that are alike can be made to start in one order', async () => {
  const { explore } = await attempt(
    nothing,
    scenario(`let after;
      for (const name of 'ABC') after = stage.task(name, () => stage.record(name), { after });
      return () => stage.recorded();`),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × [A,B,C]']);
});

test('tasks that start at once do so in the order of the calls, and each in its own lane', async () => {
  const { explore, explain } = await attempt(
    nothing,
    scenario(`const t = stage.table('t', { x: 1 });
      for (const name of 'AB') stage.task(name, async () => { stage.record(name); await t.read('x'); }, { atOnce: true });
      return () => stage.recorded();`),
  );
  const exploration = await explore();
  expect(outcomesOf(exploration)).toEqual(['2 × [A,B]']);
  const { timeline } = await explain(scheduleOf(exploration, () => true));
  expect(timeline.lanes).toEqual(['A', 'B']);
});

test('a wait for the clock is told in one row', async () => {
  const { explore, explain } = await attempt(
    nothing,
    scenario(`stage.task('A', () => new Promise((resolve) => setTimeout(resolve, 5))); return () => null;`),
  );
  const { timeline } = await explain(scheduleOf(await explore(), () => true));
  expect(timeline.rows.map(({ text }) => text)).toEqual(['setTimeout 5 ms is over']);
});
