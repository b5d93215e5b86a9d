import { expect, test } from 'vitest';
import { attempts, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

const deposits = (names: string, options = '') => `tasks('deposits', (stage) => {
  const { deposit } = stage.load('account.ts');
  const accounts = stage.table('accounts', { alice: 100 });
  for (const name of '${names}') stage.task('deposit ' + name, () => deposit(accounts, 'alice', 10));
  return () => accounts.peek('alice');
}, {${options}})`;
const scenarios = `
  export const two = ${deposits('AB')};
  export const three = ${deposits('ABC')};
  export const twoReduced = ${deposits('AB', "shares: 'declared'")};
  export const threeReduced = ${deposits('ABC', "shares: 'declared'")};
  export const fourReduced = ${deposits('ABCD', "shares: 'declared'")};`;
const broken = `export async function deposit(accounts, who, amount) {
  const balance = await accounts.read(who);
  await accounts.write(who, balance + amount);
}`;
const fixed = `const queues = new Map();
export function deposit(accounts, who, amount) {
  const turn = (queues.get(who) ?? Promise.resolve()).then(async () => {
    const balance = await accounts.read(who);
    await accounts.write(who, balance + amount);
  });
  queues.set(who, turn.catch(() => {}));
  return turn;
}`;

test.each([
  ['two', 20],
  ['three', 1680],
  ['twoReduced', 4],
  ['threeReduced', 36],
  ['fourReduced', 576],
])('%s has %i orders', async (scenario, orders) => {
  const { explore } = await attempt({ 'account.ts': broken }, scenarios);
  expect(await explore(scenario)).toMatchObject({ schedules: orders, complete: true });
});

test('12 of the 20 orders lose a deposit', async () => {
  const { explore } = await attempt({ 'account.ts': broken }, scenarios);
  expect(outcomesOf(await explore('two'))).toEqual(['12 × 110', '8 × 120']);
});

test('is told in the fewest steps, with what was overwritten', async () => {
  const { explore, explain } = await attempt({ 'account.ts': broken }, scenarios);
  const schedule = scheduleOf(await explore('two'), ({ outcome }) => outcome === 110);
  const { timeline, outcome } = await explain(schedule, 'two');
  expect(outcome).toBe(110);
  expect(timeline).toEqual({
    lanes: ['deposit A', 'deposit B'],
    memory: ['alice'],
    rows: [
      { lane: 0, text: 'await read(alice) → 100', location: { file: 'account.ts', line: 2 }, memory: ['100'] },
      {
        lane: 0,
        text: 'await write(alice, 110)',
        location: { file: 'account.ts', line: 3 },
        memory: ['100'],
        paused: true,
      },
      { lane: 1, text: 'await read(alice) → 100', location: { file: 'account.ts', line: 2 }, memory: ['100'] },
      { lane: 1, text: 'await write(alice, 110) ✓', location: { file: 'account.ts', line: 3 }, memory: ['110'] },
      {
        lane: 0,
        text: '◀┄ write(alice, 110) ✓',
        location: { file: 'account.ts', line: 3 },
        memory: ['110'],
        note: "overwrites deposit B's write",
      },
    ],
    pending: [{ from: 1, to: 4 }],
  });
});

test('a queue a customer loses nothing', async () => {
  const { explore } = await attempt({ 'account.ts': fixed }, scenarios);
  const { outcomes, complete } = await explore('three');
  expect(complete).toBe(true);
  expect(outcomes.map(({ outcome, fault }) => fault ?? outcome)).toEqual([130]);
});

test('sleeping before the write is only one more choice', async () => {
  const sleeping = `export async function deposit(accounts, who, amount) {
    const balance = await accounts.read(who);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await accounts.write(who, balance + amount);
  }`;
  const { explore } = await attempt({ 'account.ts': sleeping }, scenarios);
  const { outcomes } = await explore('two');
  expect(outcomes.map(({ outcome }) => outcome).toSorted((a, b) => Number(a) - Number(b))).toEqual([110, 120]);
});

test('the one order in 924 that fails is found', async () => {
  const { explore } = await attempt(
    { 'steps.ts': 'export async function six(step) { for (let i = 0; i < 5; i++) await step(i); }' },
    `export const scenario = tasks('a needle', (stage) => {
      const { six } = stage.load('steps.ts');
      let order = '';
      for (const name of 'AB') {
        stage.task(name, () => { order += name; return six((i) => stage.operation({ name, args: [i], run: () => { order += name; } })); });
      }
      return () => order === 'ABBABAABABBA';
    });`,
  );
  const exploration = await explore();
  expect(exploration.schedules).toBe(924);
  expect(outcomesOf(exploration)).toEqual(['1 × true', '923 × false']);
});
