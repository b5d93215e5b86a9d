import { dependent } from '../../../explore/dependence.ts';
import { simplest } from '../../../explore/minimise.ts';
import type { Schedule } from '../../../explore/model.ts';
import type { DataRace } from '../../../explore/race.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { unsteady } from '../../common/faults.ts';
import { resultKey, reported, type RunResult } from '../../common/outcome-classes.ts';
import type { Explanation } from '../../common/exploration.ts';
import { resultOf, operationsAbout } from './classification.ts';
import type { Location } from '../../../verdict/location.ts';
import { noReturnOf } from './no-return.ts';
import { timelineOf } from './picture.ts';
import { raceIn } from './races.ts';
import type { Scene } from '../pool/scene.ts';
import { isCut, operationsOf } from './steps.ts';
import type { Run } from '../block/run.ts';

/** So much of the schedule of a run without an end is kept, if that already leads into it. */
const beginnings = [0, 8, 16, 32, 64, 128];

/**
 * Runs one schedule again with every step recorded, as simple as it can be made.
 *
 * @param how.good outcomes that are right, as JSON text, where all others are known to be wrong
 * @param how.explored whether the schedule is one of an exploration: code that does not follow it again does not
 *   repeat itself. A schedule that somebody has typed says nothing of the code.
 * @throws {NonDeterminism} when a typed schedule cannot be followed
 */
export async function explain(
  scene: Scene,
  schedule: Schedule,
  { good, explored = false }: { readonly good?: readonly string[] | undefined; readonly explored?: boolean } = {},
): Promise<Explanation> {
  try {
    return await explainSteady(scene, schedule, good);
  } catch (error) {
    if (!(error instanceof NonDeterminism) || !explored) throw error;
    return { schedule, timeline: { lanes: [], memory: [], rows: [] }, fault: unsteady() };
  }
}

async function explainSteady(scene: Scene, schedule: Schedule, good?: readonly string[]): Promise<Explanation> {
  const asked = await replay(scene, schedule);
  if (asked.run.lost) return picture(scene, asked, good);
  for (const simpler of simplerThan(asked)) {
    const again = await replay(scene, simpler);
    if (resultKey(again.end) === resultKey(asked.end)) return picture(scene, again, good);
  }
  return picture(scene, asked, good);
}

function simplerThan({ run, schedule }: Replayed): readonly Schedule[] {
  if (isCut(run))
    return beginnings.filter((length) => length < schedule.length).map((length) => schedule.slice(0, length));
  const forced = run.entries.findIndex((entry) => entry.forced);
  const simpler = simplest(operationsOf(run.entries), dependent, {
    blocks: (op) => op.kind === 'wait',
    ...(forced >= 0 && { fixedFrom: forced }),
  });
  return [simpler.schedule];
}

type Replayed = {
  /** That was asked for: where the run had no end, it went on by itself. */
  readonly schedule: Schedule;
  readonly run: Run;
  readonly end: RunResult;
  readonly about: readonly number[] | undefined;
  readonly race: DataRace | undefined;
};

async function picture(scene: Scene, replayed: Replayed, good: readonly string[] | undefined): Promise<Explanation> {
  const { schedule: asked, run, end, about, race } = replayed;
  const schedule = isCut(run) ? asked : run.entries.map(({ actor }) => actor);
  const turn = good && (await noReturnOf(scene, run, good));
  const shown = end.fault?.kind === 'data-race' ? race : undefined;
  const timeline = timelineOf(scene.names, run, { about, turn, race: shown });
  const location = locationOf(run, shown ? shown.later : about?.[0]);
  const fault = end.fault && { ...(location && { location }), ...end.fault };
  return { schedule, timeline, ...reported({ ...end, fault }) };
}

/** Where in the code an operation came from. */
export function locationOf({ chronicles }: Run, entry: number | undefined): Location | undefined {
  return chronicles.flatMap(({ moments }) => moments).find((moment) => moment.entry === entry)?.location;
}

async function replay(scene: Scene, schedule: Schedule): Promise<Replayed> {
  const run = await scene.run({ plan: { prefix: schedule, sleep: new Map() }, detail: 'everything' });
  const operations = operationsOf(run.entries);
  const race = raceIn(operations);
  const end = resultOf(scene, run, operations, race);
  return { schedule, run, end, race, about: operationsAbout(end, run, operations, race) };
}
