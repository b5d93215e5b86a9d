import { describe, expect, test } from 'vitest';
import { attempts, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

/** Two tasks that call `work` of the learner's file, each with its own arguments. */
const two = (work: string, ...calls: readonly string[]) => {
  const [first = 'db', second = first] = calls;
  const scenario = (options: string, tableOptions: string): string => `tasks('two', (stage) => {
    const { work } = stage.load('work.ts');
    const db = stage.table('db', { a: 1, b: 1 }, { ${tableOptions} });
    const A = stage.task('A', () => work(${first}), { mayReject: true });
    const B = stage.task('B', () => work(${second}), { mayReject: true });
    return () => ({ ...db.entries(), ends: [A.result(), B.result()].map(({ state, error }) => error ?? state) });
  }, { ${options} })`;
  return attempt(
    { 'work.ts': work },
    `export const snapshot = ${scenario('', '')};
     export const reduced = ${scenario("shares: 'declared'", '')};
     export const serializable = ${scenario('', "isolation: 'serializable'")};
     export const serializableReduced = ${scenario("shares: 'declared'", "isolation: 'serializable'")};
     export const unlucky = ${scenario('', "mayFail: ['commit']")};`,
  );
};

const increment = `export const work = (db) => db.transaction(async (tx) => {
  const a = await tx.read('a');
  await tx.write('a', a + 1);
});`;
const conflict = 'ConflictError: could not serialize access: db.a was changed since the transaction began';

describe('a transaction that reads and writes', () => {
  test('loses no update: of two that overlap one fails', async () => {
    const { explore } = await two(increment);
    const exploration = await explore('snapshot');
    // All ways to merge two rows of four steps; and those with two of them in one turn.
    expect(exploration).toMatchObject({ schedules: 70 + 180, sharedTurns: 180, complete: true });
    expect(outcomesOf(exploration)).toEqual([
      `116 × {a:2,b:1,ends:[${conflict},fulfilled]}`,
      `116 × {a:2,b:1,ends:[fulfilled,${conflict}]}`,
      `18 × {a:3,b:1,ends:[fulfilled,fulfilled]}`,
    ]);
  });

  test('is told with its steps, and with who was in its way', async () => {
    const { explore, explain } = await two(increment);
    const exploration = await explore('snapshot');
    const { timeline } = await explain(
      scheduleOf(exploration, ({ outcome }) => JSON.stringify(outcome).includes('ConflictError')),
      'snapshot',
    );
    expect(timeline.rows.map(({ lane, text, note }) => [lane, text, note])).toEqual([
      [0, 'await begin() ✓', undefined],
      [0, 'await tx.read(a) → 1', undefined],
      [0, 'await commit({a: 2})', undefined],
      [1, 'await begin() ✓', undefined],
      [1, 'await tx.read(a) → 1', undefined],
      [1, 'await commit({a: 2}) ✓', undefined],
      [0, `◀┄ commit({a: 2}) fails: ${conflict}`, 'B wrote a after it began'],
    ]);
  });

  test('that is tried again after a conflict arrives', async () => {
    const { explore } = await two(`export async function work(db) {
      for (;;) {
        try {
          return await db.transaction(async (tx) => { await tx.write('a', (await tx.read('a')) + 1); });
        } catch (error) {
          if (error.code !== '40001') throw error;
        }
      }
    }`);
    const { outcomes, complete } = await explore('snapshot');
    expect([complete, outcomes.map(({ outcome }) => outcome)]).toEqual([
      true,
      [{ a: 3, b: 1, ends: ['fulfilled', 'fulfilled'] }],
    ]);
  });

  test('may lose its commit to a failure, and has then written nothing', async () => {
    const { explore } = await two(increment, 'db', '{ transaction() {} }');
    expect(outcomesOf(await explore('unlucky'))).toEqual([
      '5 × {a:1,b:1,ends:[Error: db.commit failed: the connection was lost,fulfilled]}',
      '5 × {a:2,b:1,ends:[fulfilled,fulfilled]}',
    ]);
  });
});

test('what throws is rolled back, and nobody has seen any of it', async () => {
  const { explore } = await two(
    `export const work = (db, seen) => db.transaction(async (tx) => {
      if (seen) return void (seen.a = await tx.read('a'), seen.b = await tx.read('b'));
      await tx.write('a', 7);
      await tx.remove('b');
      if ((await tx.read('a')) !== 7 || (await tx.read('b')) !== undefined) throw new Error('not its own view');
      throw new Error('enough');
    });`,
    'db',
    'db, stage.cell("seen", {}).value',
  );
  expect(new Set((await explore('snapshot')).outcomes.map(({ outcome }) => outcome))).toEqual(
    new Set([{ a: 1, b: 1, ends: ['Error: enough', 'fulfilled'] }]),
  );
});

describe('two that each write what the other has read', () => {
  const skew = `export const work = (db, mine, other) => db.transaction(async (tx) => {
    if ((await tx.read(other)) === 1) await tx.write(mine, 0);
  });`;
  const calls = [`db, 'a', 'b'`, `db, 'b', 'a'`];
  const both = { a: 0, b: 0, ends: ['fulfilled', 'fulfilled'] };

  test('both succeed on snapshots: write skew', async () => {
    const { explore } = await two(skew, ...calls);
    expect((await explore('snapshot')).outcomes.map(({ outcome }) => outcome)).toContainEqual(both);
  });

  test('do not where transactions are serializable', async () => {
    const { explore } = await two(skew, ...calls);
    const { outcomes, complete } = await explore('serializable');
    expect(complete).toBe(true);
    expect(outcomes.map(({ outcome }) => outcome)).not.toContainEqual(both);
    expect(outcomesOf({ schedules: 0, complete, outcomes }).join()).toContain('ConflictError');
  });
});

test('a snapshot is whole: who only reads never sees half of a commit, and never fails', async () => {
  const { explore } = await two(
    `export const work = (db, writes) => db.transaction(async (tx) => {
      if (!writes) { const a = await tx.read('a'); return a === (await tx.read('b')) || Promise.reject(new Error('torn')); }
      await tx.write('a', 5);
      await tx.write('b', 5);
    });`,
    'db, true',
    'db',
  );
  const whole = { a: 5, b: 5, ends: ['fulfilled', 'fulfilled'] };
  for (const scenario of ['snapshot', 'serializable']) {
    expect((await explore(scenario)).outcomes.map(({ outcome }) => outcome)).toEqual([whole]);
  }
});

test('what was read is a copy: changing it changes nothing until it is written', async () => {
  const { explore } = await attempt(
    { 'empty.ts': '' },
    `export const scenario = tasks('copies', (stage) => {
      const db = stage.table('db', { a: { n: 1 } });
      stage.task('A', async () => {
        (await db.read('a')).n = 2;
        await db.transaction(async (tx) => {
          const row = await tx.read('a');
          row.n += 10;
          await tx.write('a', row);
          row.n = 99;
        });
      });
      return () => db.peek('a').n;
    });`,
  );
  expect(outcomesOf(await explore())).toEqual(['1 × 11']);
});

test('a transaction whose work has ended refuses what comes later', async () => {
  const { explore } = await attempt(
    { 'empty.ts': '' },
    `export const scenario = tasks('too late', (stage) => {
      const db = stage.table('db', { a: 1 });
      const errors = [];
      stage.task('A', async () => {
        let kept, late;
        await db.transaction((tx) => { kept = tx; late = tx.read('a').then(() => 'read', (error) => error.message); });
        errors.push(await late, await kept.write('a', 2).catch((error) => error.message));
      });
      return () => [db.peek('a'), ...errors];
    });`,
  );
  const over = 'the transaction is over: its work has ended';
  expect(outcomesOf(await explore())).toEqual([`4 × [1,${over},${over}]`]);
});

// One after the other, or both from the old value: each in two ways.
test.each(['reduced', 'serializableReduced'])(
  'orders that differ by independent steps count once: %s',
  async (scenario) => {
    const { explore } = await two(increment);
    const every = await explore(scenario === 'reduced' ? 'snapshot' : 'serializable');
    const some = await explore(scenario);
    const ends = ({ outcomes }: typeof some): readonly string[] =>
      outcomes.map(({ outcome }) => JSON.stringify(outcome)).toSorted();
    expect(ends(some)).toEqual(ends(every));
    expect(some).toMatchObject({ schedules: 4 + 6, sharedTurns: 6, complete: true });
  },
);
