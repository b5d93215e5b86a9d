import type { Schedule } from '../../explore/model.ts';
import { NonDeterminism } from '../../explore/non-determinism.ts';
import type { Explanation } from './exploration.ts';
import { unsteady } from './faults.ts';
import { resultKey, type RunResult } from './outcome-classes.ts';

/** The run of a try, and whether it is now the simplest with that end. */
export type Tried<Run> = { readonly run: Run; readonly isTaken: boolean };

/** What to try in place of a run; `next` takes the result of the last try. */
export type Tries<Plan, Run> = Generator<Plan, void, Tried<Run>>;

/** How a substrate runs one schedule again, and shows it. */
export type Replays<Run> = {
  /** @throws {NonDeterminism} when the schedule cannot be followed */
  readonly replay: (schedule: Schedule) => Promise<Run>;
  readonly simpler: (asked: Run) => Tries<Schedule, Run>;
  readonly picture: (run: Run) => Explanation | Promise<Explanation>;
};

/**
 * Runs one schedule again, made as simple as possible, with every step recorded.
 * @throws {NonDeterminism} when the schedule cannot be followed
 */
export async function explain<Run extends { readonly result: RunResult }>(
  { replay, simpler, picture }: Replays<Run>,
  schedule: Schedule,
): Promise<Explanation> {
  const asked = await replay(schedule);
  return picture(await simplestAlike(asked, simpler(asked), replay));
}

/**
 * The simplest of the runs that end like the one asked for.
 * @param isSimpler absent: the tries begin with the simplest, and end when one is taken
 */
export async function simplestAlike<Plan, Run extends { readonly result: RunResult }>(
  asked: Run,
  tries: Tries<Plan, Run>,
  replay: (plan: Plan) => Promise<Run>,
  isSimpler: (run: Run, than: Run) => boolean = () => true,
): Promise<Run> {
  const key = resultKey(asked.result);
  let best = asked;
  for (let next = tries.next(); next.done !== true;) {
    const run = await replay(next.value);
    const isTaken = resultKey(run.result) === key && isSimpler(run, best);
    if (isTaken) best = run;
    next = tries.next({ run, isTaken });
  }
  return best;
}

/**
 * Explains a schedule. If code does not follow its own schedule, all there is to say is that it does not repeat
 * itself.
 * @param isExplored whether the schedule is one of an exploration; one typed by hand says nothing about the code
 * @throws {NonDeterminism} when a typed schedule cannot be followed
 */
export async function explainSteadily(
  schedule: Schedule,
  isExplored: boolean,
  explanation: () => Promise<Explanation>,
): Promise<Explanation> {
  try {
    return await explanation();
  } catch (error) {
    if (!(error instanceof NonDeterminism) || !isExplored) throw error;
    return { schedule, timeline: { lanes: [], memory: [], rows: [] }, fault: unsteady() };
  }
}
