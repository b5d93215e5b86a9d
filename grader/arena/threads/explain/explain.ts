import { dependent } from '../../../explore/dependence.ts';
import { simplest } from '../../../explore/minimise.ts';
import type { Schedule } from '../../../explore/model.ts';
import { explain as explainReplay, explainSteadily, type Tries } from '../../common/explain.ts';
import { reported, type RunResult } from '../../common/outcome-classes.ts';
import type { Explanation } from '../../common/exploration.ts';
import { Ending } from './ending.ts';
import { noReturnOf } from './no-return.ts';
import { timelineOf } from './picture.ts';
import type { Scene } from '../pool/scene.ts';
import { isCut } from './steps.ts';
import type { Run } from '../block/run.ts';

/** How many choices of the schedule of an endless run are kept, if they are enough to lead into the loop. */
const beginnings = [0, 8, 16, 32, 64, 128];

/**
 * Runs one schedule again, made as simple as possible, with every step recorded.
 *
 * @param how.good outcomes that are right, as JSON text, where all others are known to be wrong
 * @param how.explored whether the schedule comes from an exploration, and was not typed by hand
 * @throws {NonDeterminism} when a typed schedule cannot be followed
 */
export async function explain(
  scene: Scene,
  schedule: Schedule,
  { good, explored = false }: { readonly good?: readonly string[] | undefined; readonly explored?: boolean } = {},
): Promise<Explanation> {
  const replay = async (asked: Schedule): Promise<Replayed> => {
    const run = await scene.run({ plan: { prefix: asked, sleep: new Map() }, detail: 'everything' });
    const ending = new Ending(scene, run);
    return { schedule: asked, run, ending, result: ending.result };
  };
  const picture = async (replayed: Replayed): Promise<Explanation> => pictureOf(scene, replayed, good);
  return explainSteadily(schedule, explored, async () =>
    explainReplay({ replay, simpler: simplerThan, picture }, schedule),
  );
}

type Replayed = {
  /** The schedule asked for: a run without an end continued by itself after it. */
  readonly schedule: Schedule;
  readonly run: Run;
  readonly ending: Ending;
  readonly result: RunResult;
};

function* simplerThan({ run, schedule, ending }: Replayed): Tries<Schedule, Replayed> {
  if (run.lost) return;
  for (const simpler of isCut(run) ? shorterThan(schedule) : [simplestOf(run, ending)])
    if ((yield simpler).isTaken) return;
}

const shorterThan = (schedule: Schedule): readonly Schedule[] =>
  beginnings.filter((length) => length < schedule.length).map((length) => schedule.slice(0, length));

function simplestOf({ entries }: Run, { operations }: Ending): Schedule {
  const forced = entries.findIndex((entry) => entry.forced);
  return simplest(operations, dependent, {
    blocks: (op) => op.kind === 'wait',
    ...(forced >= 0 && { fixedFrom: forced }),
  }).schedule;
}

async function pictureOf(
  scene: Scene,
  { schedule: asked, run, ending }: Replayed,
  good: readonly string[] | undefined,
): Promise<Explanation> {
  const schedule = isCut(run) ? asked : run.entries.map(({ actor }) => actor);
  const turn = good && (await noReturnOf(scene, run, good));
  const race = ending.result.fault?.kind === 'data-race' ? ending.race : undefined;
  const timeline = timelineOf(scene.names, run, { about: ending.about, turn, race });
  return { schedule, timeline, ...reported(ending.placed) };
}
