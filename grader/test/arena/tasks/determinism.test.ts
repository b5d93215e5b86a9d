import { expect, test } from 'vitest';
import { draws } from '../../draws.ts';
import { attempts } from './attempts.ts';

const first = attempts();
const second = attempts();

const files = {
  'work.ts': `const seen = new Set();
  export async function work(table, name) {
    const value = await table.read('x');
    await new Promise((resolve) => setTimeout(resolve, 10 * Math.random()));
    seen.add(Date.now());
    await table.write('x', value + 1);
    console.log(name, Date.now(), seen);
    if (value > 1) throw new Error(crypto.randomUUID());
  }`,
};
const scenarios = `export const scenario = tasks('three at once', (stage) => {
  const { work } = stage.load('work.ts');
  const table = stage.table('t', { x: 0 });
  for (const name of 'AB') stage.task(name, () => work(table, name), { mayReject: true });
  stage.task('C', () => work(table, 'C'));
  return () => table.entries();
});`;

test('the same bytes come out of every repetition, also of another thread', async () => {
  const seen = new Set<string>();
  for (const attempt of [first, second]) {
    const { explore, explain } = await attempt(files, scenarios);
    for (let repetition = 0; repetition < draws(2, 10); repetition++) {
      const exploration = await explore('scenario', 400);
      const explanations = [];
      for (const { schedule } of exploration.outcomes) explanations.push(await explain(schedule));
      seen.add(JSON.stringify([exploration, explanations]));
    }
  }
  expect(seen.size).toBe(1);
});

test('a replay ends like the run that it replays', async () => {
  const { explore, explain } = await first(files, scenarios);
  const { outcomes } = await explore('scenario', 400);
  for (const { schedule, outcome, fault } of outcomes) {
    const explanation = await explain(schedule);
    expect([explanation.outcome, explanation.fault]).toEqual([outcome, fault]);
  }
});
