import { expect, test } from 'vitest';
import { attempts, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

/** Tries `work(note, stage's table)` and reports what it noted, in order. */
const noted = (options = '') => `export const scenario = tasks('notes', (stage) => {
  const { work } = stage.load('work.ts');
  const table = stage.table('table', { a: 1 });
  stage.task('work', () => work((text) => stage.record(text), table));
  return () => stage.recorded().join(' ');
}, {${options}});`;

const work = (body: string): Record<string, string> => ({
  'work.ts': `import * as timers from 'node:timers/promises';
  import { promisify } from 'node:util';
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  export async function work(note, table) { ${body} }`,
});

test('timers fire by their deadlines, then in the order in which they were made', async () => {
  const { explore } = await attempt(
    work(`await Promise.all([30, 10, 20, 10].map(async (ms, index) => { await sleep(ms); note(ms + '#' + index); }));`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 10#1 10#3 20#2 30#0']);
});

test('timers fire in any order where the scenario asks for it', async () => {
  const { explore } = await attempt(
    work(`await Promise.all([30, 10].map(async (ms) => { await sleep(ms); note(ms); }));`),
    noted("timers: 'any'"),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 10 30', '1 × 30 10']);
});

test('an operation that takes its time may fail in that time', async () => {
  const { explore } = await attempt(
    work(`await table().then(() => note('done'), () => note('failed'));`),
    `export const scenario = tasks('latency', (stage) => {
      const { work } = stage.load('work.ts');
      const call = () => stage.operation({ name: 'call', run: () => {}, latency: 10, mayFail: () => new Error('no line') });
      stage.task('work', () => work((text) => stage.record(text + ' at ' + stage.now()), call));
      return () => stage.recorded().join(' ');
    });`,
  );
  expect(outcomesOf(await explore())).toEqual(['1 × done at 10', '1 × failed at 10']);
});

test('an operation may come before and after each timer', async () => {
  const { explore } = await attempt(
    work(`await Promise.all([
      sleep(10).then(() => note('10')), sleep(20).then(() => note('20')), table.read('a').then(() => note('read')),
    ]);`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 10 20 read', '1 × 10 read 20', '1 × read 10 20']);
});

test('time stands still but for timers', async () => {
  const { explore } = await attempt(
    work(`const [date, mark] = [Date.now(), performance.now()];
      note(new Date().toISOString()); note(performance.now() - mark);
      await timers.setTimeout(250); note(Date.now() - date); note(performance.now() - mark);
      note(new Date(0).getTime()); note(process.uptime()); note(process.hrtime([0, 0]).join()); note(String(process.hrtime.bigint()));`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 2026-03-17T09:41:23.406Z 0 250 250 0 0.25 0,250000000 250000000']);
});

test('chance is the same in every run', async () => {
  const { explore } = await attempt(
    work(`note(Math.random()); note(crypto.randomUUID()); await table.read('a');`),
    noted().replace('return', `stage.task('other', () => table.read('a')); return`),
  );
  const { outcomes, schedules } = await explore();
  expect(schedules).toBe(6);
  expect(outcomes).toHaveLength(1);
});

test('timers/promises, promisify and AbortSignal.timeout follow the virtual clock', async () => {
  const { explore } = await attempt(
    work(`const start = Date.now(); const at = (text) => note(text + '@' + (Date.now() - start));
      at(await timers.setTimeout(10, 'a')); at(await promisify(setTimeout)(10, 'b')); await timers.scheduler.wait(5); at('c');
      at(await timers.setImmediate('d'));
      let turns = 0;
      for await (const tick of timers.setInterval(10, 'e')) { at(tick); if (++turns === 2) break; }
      const signal = AbortSignal.timeout(100);
      await new Promise((resolve) => signal.addEventListener('abort', resolve)); at(signal.reason.name);
      const stop = new AbortController();
      const waiting = timers.setTimeout(1000, null, { signal: stop.signal }).catch((error) => at(error.code));
      stop.abort(); await waiting;`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × a@10 b@20 c@25 d@25 e@35 e@45 TimeoutError@145 ABORT_ERR@145']);
});

test('an interval repeats until it is cleared, also from its own callback', async () => {
  const { explore } = await attempt(
    work(
      `await new Promise((resolve) => { let n = 0; const timer = setInterval(() => { note(++n); if (n === 3) { clearInterval(timer); resolve(); } }, 5); });`,
    ),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 1 2 3']);
});

test('a cleared timer never fires, however it is named', async () => {
  const { explore } = await attempt(
    work(`clearTimeout(setTimeout(note, 1, 'object')); clearTimeout(+setTimeout(note, 1, 'number')); clearTimeout(undefined);
      clearImmediate(setImmediate(note, 'immediate')); const timer = setTimeout(note, 1, 'refreshed'); timer.refresh(); await sleep(5);`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × refreshed']);
});

test('a cleared timer does not begin again; a callback’s `this` is what was returned', async () => {
  const { explore } = await attempt(
    work(`const timer = setTimeout(note, 2, 'refreshed'); clearTimeout(timer); timer.refresh(); await sleep(6);
      await new Promise((resolve) => { let n = 0; setInterval(function () { note(++n); if (n === 3) { clearInterval(this); resolve(); } }, 2); });
      const once = setTimeout(function () { note(this === once); }); await sleep(2);
      const soon = setImmediate(function () { note(this === soon); }); await timers.setImmediate();`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 1 2 3 true true']);
});

test('an argument that is none is refused at the call, in Node’s words', async () => {
  const { explore } = await attempt(
    work(`const tries = [
        () => setTimeout('x'), () => setInterval(), () => setImmediate(null), () => queueMicrotask({}),
        () => process.nextTick(1), () => AbortSignal.timeout(-1), () => new MessageChannel().port1.postMessage(),
        () => new MessageChannel().port1.on('message', 1),
      ];
      for (const one of tries) try { one(); note('nothing'); } catch (error) { note(error.name + ':' + error.code); }
      try { setTimeout([]); } catch (error) { note(error.message.replaceAll('"', '')); }`),
    noted(),
  );
  const type = 'TypeError:ERR_INVALID_ARG_TYPE';
  const [range, missing] = ['RangeError:ERR_OUT_OF_RANGE', 'TypeError:ERR_MISSING_ARGS'];
  const text = 'The callback argument must be of type function. Received an instance of Array';
  const refusals = [...Array.from({ length: 5 }, () => type), range, missing, type, text];
  expect(outcomesOf(await explore())).toEqual([`1 × ${refusals.join(' ')}`]);
});

test('a port that closes in its own handler hears what had come with that message', async () => {
  const { explore } = await attempt(
    work(`const { port1, port2 } = new MessageChannel();
      const closed = new Promise((resolve) => port1.on('close', resolve));
      port1.on('message', (text) => { note(text); port1.close(); port2.postMessage('late'); });
      port2.postMessage('foo'); port2.postMessage('bar'); await closed;`),
    noted(),
  );
  const { outcomes } = await explore();
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['foo bar']);
});

test.each([
  ['turns', 'await timers.setImmediate()'],
  ['microtasks', 'await null'],
  ['nothing', ''],
])('time passes for code that looks at the clock until a deadline, with %s in between', async (_, between) => {
  const { explore } = await attempt(
    work(`for (const [now, wait] of [[() => performance.now(), 5], [Date.now, 5000]]) {
      const start = now(); while (now() - start < wait) { ${between} }
      note(now() - start < wait * 1.25);
    }`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × true true']);
});

test('sync, nextTick, microtask come in Node’s order; a timer and an immediate in both', async () => {
  const { explore } = await attempt(
    work(`await new Promise((resolve) => {
      let left = 2; const end = (text) => { note(text); if (--left === 0) resolve(); };
      setTimeout(end, 0, 'timeout'); setImmediate(end, 'immediate');
      queueMicrotask(() => note('microtask')); process.nextTick(() => note('tick')); note('sync');
    });`),
    noted(),
  );
  // A task starts outside of any microtask, so that ticks come first.
  expect(outcomesOf(await explore())).toEqual([
    '1 × sync tick microtask immediate timeout',
    '1 × sync tick microtask timeout immediate',
  ]);
});

test('in an I/O callback an immediate comes before every timer', async () => {
  const { explore } = await attempt(
    work(`await table.read('a');
      await Promise.all([sleep(0).then(() => note('timeout')), timers.setImmediate().then(() => note('immediate'))]);`),
    noted(),
  );
  expect(outcomesOf(await explore())).toEqual(['1 × immediate timeout']);
});

test('a loop that polls has finitely many orders, said to be not all', async () => {
  const { explore } = await attempt(
    work(
      `let done = false; table.read('a').then(() => { done = true; }); while (!done) await sleep(10); note('done');`,
    ),
    noted(),
  );
  expect(await explore()).toMatchObject({ schedules: 6, complete: false, outcomes: [{ outcome: 'done', count: 6 }] });
});

test('a throw in a timer callback is a crash', async () => {
  const { explore, explain } = await attempt(
    work(`setTimeout(() => {\n throw new Error('late'); }, 5); await sleep(10);`),
    noted(),
  );
  const exploration = await explore();
  expect(outcomesOf(exploration)).toEqual(['1 × crash']);
  const { fault, timeline } = await explain(scheduleOf(exploration, () => true));
  expect(fault).toMatchObject({
    message: 'A timer callback threw Error: late.',
    location: { file: 'work.ts', line: 5 },
  });
  expect(timeline.rows.map(({ text }) => text)).toEqual([
    'setTimeout 5 ms',
    'setTimeout 10 ms',
    '◀┄ setTimeout 5 ms is over',
    '◀┄ setTimeout 10 ms is over',
  ]);
});

test('a timer that outlives the tasks may fire where the scenario allows it', async () => {
  const { explore } = await attempt(work(`setTimeout(note, 100, 'late');`), noted("lateTimers: 'fire'"));
  expect(outcomesOf(await explore())).toEqual(['1 × late']);
});
