import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Exploration } from '../arena/common/exploration.ts';
import { startTasks } from '../arena/tasks/tasks-instrument.ts';
import { programs, scenariosOf, endsOf } from '../test/arena/tasks/random-programs.ts';
import { stageAttempt, threadEntry } from '../test/arena/tasks/staged.ts';

/*
 * `node --import tsx grader/bench/tasks-differential.ts [programs] [seed]`: the reduced search against the
 * naive one on random programs; their sets of ends must be equal. Programs with more than 3,000 orders are
 * left out, and counted.
 */

const count = Number(process.argv[2] ?? 2000);
const seed = Number(process.argv[3] ?? 1);
const batch = 100;
const budget = 3000;

const folder = await mkdtemp(join(tmpdir(), 'tasks-differential-'));
const totals = { compared: 0, left: 0, naive: 0, reduced: 0 };
try {
  const entry = await threadEntry(folder);
  for (let first = 0; first < count; first += batch) {
    const instrument = startTasks(entry);
    const sampled = fc.sample(programs, { numRuns: Math.min(batch, count - first), seed: seed + first });
    const stage = await mkdtemp(join(folder, 'stage-'));
    await stageAttempt(stage, { 'empty.ts': '' }, scenariosOf(sampled));
    const explore = async (scenario: string): Promise<Exploration> =>
      (await instrument.explore({ stage, scenario, budget }, () => {})).exploration;
    for (const [index, program] of sampled.entries()) {
      const every = await explore(`all${index}`);
      if (!every.complete) {
        totals.left++;
        continue;
      }
      const some = await explore(`reduced${index}`);
      if (!some.complete || endsOf(some).join('\n') !== endsOf(every).join('\n')) {
        throw new Error(`Expected equal ends of ${JSON.stringify(program)}`);
      }
      totals.compared++;
      totals.naive += every.schedules;
      totals.reduced += some.schedules;
    }
  }
  const { compared, left, naive, reduced } = totals;
  console.log(
    `${compared} programs: equal ends; ${naive} orders naive, ${reduced} reduced; ${left} left out as too large`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
