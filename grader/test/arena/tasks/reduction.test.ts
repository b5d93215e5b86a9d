import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.ts';
import { attempts, scheduleOf } from './attempts.ts';
import { endsOf, kinds, programs, scenariosOf, type Step } from './random-programs.ts';

const attempt = attempts();

// Thousands more: grader/bench/tasks-differential.ts.
test('the reduced search finds exactly the ends of the naive one on random programs', async () => {
  const sampled = fc.sample(programs, { numRuns: draws(50, 2000), seed: 4 });
  const { explore } = await attempt({ 'empty.ts': '' }, scenariosOf(sampled));
  let naive = 0;
  let reduced = 0;
  for (const [index, program] of sampled.entries()) {
    const every = await explore(`all${index}`, 1000);
    if (!every.complete) continue;
    const some = await explore(`reduced${index}`);
    expect({ program, complete: some.complete, ends: endsOf(some) }).toEqual({
      program,
      complete: true,
      ends: endsOf(every),
    });
    naive += every.schedules;
    reduced += some.schedules;
  }
  expect(naive).toBeGreaterThan(500);
  expect(reduced).toBeLessThan(naive);
});

test('two tasks that do any two things are dependent where they have to be', async () => {
  const steps = kinds.map((kind): Step => ({ do: kind, key: 'x', number: 1 }));
  const pairs = steps.flatMap((a, index) => steps.slice(index).map((b) => [a, b] as const));
  const note: Step = { do: 'note', key: 'x', number: 1 };
  const { explore } = await attempt(
    { 'empty.ts': '' },
    scenariosOf(
      pairs.map(([a, b]) => [
        [a, note],
        [b, note],
      ]),
    ),
  );
  for (const [index, [a, b]] of pairs.entries()) {
    expect({ a: a.do, b: b.do, ends: endsOf(await explore(`reduced${index}`)) }).toEqual({
      a: a.do,
      b: b.do,
      ends: endsOf(await explore(`all${index}`)),
    });
  }
});

test('of a class of orders the one with the fewest pauses is shown', async () => {
  const { explore, explain } = await attempt(
    { 'empty.ts': '' },
    `export const scenario = tasks('apart', (stage) => {
      const t = stage.table('t', { x: 0, y: 0 });
      const lost = async () => { const old = await t.read('x'); await t.write('x', old + 1); };
      stage.task('A', async () => { await lost(); await t.read('y'); });
      stage.task('B', async () => { await t.read('y'); await lost(); });
      return () => t.peek('x');
    }, { shares: 'declared' });`,
  );
  const { timeline, outcome } = await explain(scheduleOf(await explore(), (end) => end.outcome === 1));
  expect(outcome).toBe(1);
  expect(timeline.rows.filter(({ paused }) => paused)).toHaveLength(1);
});

test('where not all orders were tried, a simpler one that ends alike is looked for', async () => {
  const { explore, explain } = await attempt(
    { 'empty.ts': '' },
    `export const scenario = tasks('five', (stage) => {
      const t = stage.table('t', { x: 0 });
      for (const name of 'ABCDE') {
        stage.task(name, async () => { const old = await t.read('x'); await t.write('x', old + 1); });
      }
      return () => t.peek('x') < 5;
    });`,
  );
  const exploration = await explore('scenario', 300);
  expect(exploration.complete).toBe(false);
  const { timeline, outcome } = await explain(scheduleOf(exploration, (end) => end.outcome === true));
  expect(outcome).toBe(true);
  expect(timeline.rows.filter(({ paused }) => paused)).toHaveLength(1);
});
