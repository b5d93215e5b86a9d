import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { stageAttempt, threadEntry } from '../test/arena/tasks/staged.ts';

/*
 * `node --import tsx grader/bench/tasks-speed.ts [rounds]`: schedules per second, ours and fast-check's scheduler on
 * the same programs, in turn; then the share of 200 seeds in which fast-check finds an order that is one in 924. Ours
 * tries all 924, so it always finds that order.
 */

const rounds = Number(process.argv[2] ?? 5);
const seeds = 200;
const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);
const median = (numbers: readonly number[]): number => sorted(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const rate = (numbers: readonly number[]): string =>
  `${median(numbers).toFixed(0)} (${sorted(numbers)[0]?.toFixed(0)}–${sorted(numbers).at(-1)?.toFixed(0)})`.padStart(
    24,
  );

const code = `export async function deposit(accounts, amount) {
  const balance = await accounts.read('kitty');
  await accounts.write('kitty', balance + amount);
}
export async function six(step) { for (let index = 0; index < 5; index++) await step(index); }`;
const scenarios = `
  export const deposits = tasks('three deposits', (stage) => {
    const { deposit } = stage.load('account.ts');
    const accounts = stage.table('accounts', { kitty: 0 });
    for (const amount of [1, 2, 4]) stage.task('deposit ' + amount, () => deposit(accounts, amount));
    return () => accounts.peek('kitty');
  });
  export const needle = tasks('a needle', (stage) => {
    const { six } = stage.load('account.ts');
    let order = '';
    for (const name of 'AB') {
      stage.task(name, () => { order += name; return six((i) => stage.operation({ name, args: [i], run: () => { order += name; } })); });
    }
    return () => order === 'ABBABAABABBA';
  });`;

type Accounts = { readonly read: () => Promise<number>; readonly write: (balance: number) => Promise<void> };

/** The same three deposits under fast-check: starts, reads and writes are scheduled. */
async function theirDeposits(scheduler: fc.Scheduler): Promise<number> {
  let kitty = 0;
  const accounts: Accounts = {
    read: () => scheduler.schedule(Promise.resolve(), 'read').then(() => kitty),
    write: (balance) => scheduler.schedule(Promise.resolve(), 'write').then(() => void (kitty = balance)),
  };
  const deposit = async (amount: number): Promise<void> => accounts.write((await accounts.read()) + amount);
  for (const amount of [1, 2, 4]) void scheduler.schedule(Promise.resolve(), 'start').then(() => deposit(amount));
  await scheduler.waitIdle();
  return kitty;
}

async function theirNeedle(scheduler: fc.Scheduler): Promise<boolean> {
  let order = '';
  const six = async (name: string): Promise<void> => {
    for (let index = 0; index < 6; index++) {
      await scheduler.schedule(Promise.resolve(), name);
      order += name;
    }
  };
  void six('A');
  void six('B');
  await scheduler.waitIdle();
  return order === 'ABBABAABABBA';
}

async function theirRate(runs: number, seed: number): Promise<number> {
  const start = performance.now();
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (s) => void (await theirDeposits(s))),
    { numRuns: runs, seed },
  );
  return (runs / (performance.now() - start)) * 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'tasks-speed-'));
try {
  await stageAttempt(folder, { 'account.ts': code }, scenarios);
  const instrument = startTasks(await threadEntry(folder));
  const explore = async (
    scenario: string,
  ): Promise<{ readonly rate: number; readonly outcomes: readonly unknown[] }> => {
    const start = performance.now();
    const { exploration } = await instrument.explore({ stage: folder, scenario, budget: 20_000 }, () => {});
    if (!exploration.complete) throw new Error('Expected all orders');
    const { schedules, outcomes } = exploration;
    return { rate: (schedules / (performance.now() - start)) * 1000, outcomes: outcomes.map(({ outcome }) => outcome) };
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  const needles: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const [deposits, their, needle] = [
      await explore('deposits'),
      await theirRate(1680, round + 2),
      await explore('needle'),
    ];
    if (!needle.outcomes.includes(true)) throw new Error('Expected the needle');
    if (round < 0) continue;
    ours.push(deposits.rate);
    theirs.push(their);
    needles.push(needle.rate);
  }
  console.log(`schedules/s, median (least–most) of ${rounds} rounds, Node ${process.versions.node}`);
  console.log(`three deposits, ours (all 1,680)   ${rate(ours)}`);
  console.log(`three deposits, fast-check (1,680) ${rate(theirs)}`);
  console.log(`a needle, ours (all 924)           ${rate(needles)}`);
  for (const runs of [100, 1000]) {
    let found = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      let seen = false;
      const property = fc.asyncProperty(fc.scheduler(), async (s) => {
        seen ||= await theirNeedle(s);
      });
      await fc.assert(property, { numRuns: runs, seed });
      if (seen) found++;
    }
    console.log(`1 in 924 found within ${runs} runs: fast-check ${found} of ${seeds} seeds, ours always`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
