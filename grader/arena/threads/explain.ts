import { dependent } from '../../explore/dependence.ts';
import { simplest } from '../../explore/minimise.ts';
import type { Schedule } from '../../explore/model.ts';
import type { DataRace } from '../../explore/race.ts';
import type { Location } from '../../explore/timeline.ts';
import type { Explanation } from '../exploration.ts';
import { endingOf, operationsAbout } from './classification.ts';
import { endingKey, type Ending } from './ending.ts';
import { timelineOf } from './picture.ts';
import { raceIn } from './races.ts';
import type { Scene } from './scene.ts';
import { operationsOf } from './steps.ts';
import type { Run } from './team.ts';

/**
 * Runs one schedule again with every step recorded, as simple as it can be made.
 * @throws {NonDeterminism} when the schedule cannot be followed
 */
export async function explain(scene: Scene, schedule: Schedule): Promise<Explanation> {
  const asked = await replay(scene, schedule);
  if (asked.run.lost) return picture(scene, asked);
  const steps = operationsOf(asked.run.entries);
  const forced = asked.run.entries.findIndex((entry) => entry.forced);
  const simpler = simplest(steps, dependent, {
    blocks: (op) => op.kind === 'wait',
    ...(forced >= 0 && { fixedFrom: forced }),
  });
  const again = await replay(scene, simpler.schedule);
  return picture(scene, endingKey(again.ending) === endingKey(asked.ending) ? again : asked);
}

type Replayed = {
  readonly run: Run;
  readonly ending: Ending;
  readonly about: readonly number[] | undefined;
  readonly race: DataRace | undefined;
};

function picture({ names }: Scene, { run, ending, about, race }: Replayed): Explanation {
  const schedule = run.entries.map(({ actor }) => actor);
  const timeline = timelineOf(names, run, about);
  const location = locationOf(run, ending.fault?.kind === 'data-race' ? race?.later : about?.[0]);
  const fault = ending.fault && { ...(location && { location }), ...ending.fault };
  return { schedule, timeline, ...ending, ...(fault && { fault }) };
}

function locationOf({ chronicles }: Run, entry: number | undefined): Location | undefined {
  return chronicles.flatMap(({ moments }) => moments).find((moment) => moment.entry === entry)?.location;
}

async function replay(scene: Scene, schedule: Schedule): Promise<Replayed> {
  const run = await scene.run({ plan: { prefix: schedule, sleep: new Map() }, telling: 'everything' });
  const operations = operationsOf(run.entries);
  const race = raceIn(operations);
  const ending = endingOf(scene, run, operations, race);
  return { run, ending, race, about: operationsAbout(ending, run, operations, race) };
}
