import { Bounded } from '../explore/bounded.ts';
import { dependent } from '../explore/dependence.ts';
import type { Operation } from '../explore/operation.ts';
import { Search } from '../explore/search.ts';
import type { Strategy } from '../explore/strategy.ts';
import type { Case } from '../test/explore/cases/case.ts';
import { litmus } from '../test/explore/cases/litmus.ts';
import { locks } from '../test/explore/cases/locks.ts';
import { waiting } from '../test/explore/cases/waiting.ts';
import { run } from '../test/explore/machine/explore.ts';

/*
 * `npx tsx grader/bench/threads-first-failure.ts`: how many runs it takes to reach the first wrong one: by the search
 * for all orders alone, and with all schedules of at most 0, 1 and 2 preemptions before it. On the simulated machine,
 * so the numbers are the same on every machine.
 */

const most = 5000;

/** Number of the first wrong run; `undefined` when the strategy ends before that; `runs`: how many it made. */
function firstWrong(
  { program, parks = false, right = () => true }: Case,
  strategy: Strategy<Operation>,
): { found?: number; runs: number } {
  for (let runs = 1; runs <= most; runs++) {
    const plan = strategy.next();
    if (plan === undefined) return { runs: runs - 1 };
    const each = run(program, plan, { parks });
    if (each.end !== 'redundant' && !right(each)) return { found: runs, runs };
    strategy.record(each.steps);
  }
  return { runs: most };
}

/** Runs to the first wrong one by bounds 0, 1, 2, and then the search. */
function boundedFirst(each: Case): number {
  let spent = 0;
  for (const strategy of [
    new Bounded<Operation>(0),
    new Bounded<Operation>(1),
    new Bounded<Operation>(2),
    new Search(dependent),
  ]) {
    const { found, runs } = firstWrong(each, strategy);
    if (found !== undefined) return spent + found;
    spent += runs;
  }
  return Number.NaN;
}

console.log(`${'program'.padEnd(48)}${'orders'.padStart(8)}${'search'.padStart(8)}${'bounded first'.padStart(15)}`);
let [search, bounded] = [0, 0];
for (const each of [...litmus, ...locks, ...waiting].filter(({ wrong }) => wrong !== undefined)) {
  const alone = firstWrong(each, new Search(dependent)).found ?? Number.NaN;
  const before = boundedFirst(each);
  search += alone;
  bounded += before;
  console.log(
    each.name.padEnd(48) +
      [each.orders, alone].map((count) => String(count).padStart(8)).join('') +
      String(before).padStart(15),
  );
}
console.log(`${'all of them'.padEnd(56)}${String(search).padStart(8)}${String(bounded).padStart(15)}`);
