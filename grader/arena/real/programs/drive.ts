import type { Actor, Schedule } from '../../../explore/model.ts';
import { replay as planOf } from '../../../explore/strategy.ts';
import { reported } from '../../common/outcome-classes.ts';
import type { DriveRequest, Lane, NextStep, Position } from '../../common/position.ts';
import { infinitive, whyItWaits } from './drive-text.ts';
import type { ProgramStep, Stand } from './program-run.ts';
import type { Place, Scene } from './scene.ts';

export const scheduleOf = (steps: readonly ProgramStep[]): Schedule => steps.map(({ actor }) => actor);

type Stood = { readonly place: Place; readonly enabled: readonly Actor[] };

/**
 * Runs the scenario as far as the choices say, and tells where each program is then. A program's next step is known
 * without another run, because the program has stopped before that call.
 * @throws {NonDeterminism} when the choices do not fit these programs
 */
export async function drive(
  scene: Scene,
  { choices, rest }: Pick<DriveRequest, 'choices' | 'rest'>,
): Promise<Position> {
  let stood: (stood: Stood) => void = () => undefined;
  const standing = new Promise<Stood>((resolve) => (stood = resolve));
  const onlooker = {
    after: choices.length,
    look: (place: Place, enabled: readonly Actor[]) => stood({ place, enabled }),
  };
  const run = scene.run(planOf(choices), rest ? undefined : onlooker);
  const reached = await Promise.race([run, standing]);
  if ('result' in reached) return { ...positionOf(scene, reached, []), end: reported(reached.result) };
  // The run continues to its end and may fail there, but the learner did not choose that part.
  run.catch(() => undefined);
  return positionOf(scene, reached.place, reached.enabled);
}

function positionOf(scene: Scene, place: Place, enabled: readonly Actor[]): Position {
  const schedule = scheduleOf(place.steps);
  return {
    choices: schedule,
    lanes: scene.programs.map((name, lane) => laneOf(scene, place, name, lane, enabled.includes(lane))),
    memory: place.files,
    timeline: scene.timeline(place),
    next: enabled.flatMap((lane) => nextStep(scene, lane, place.stands[lane])),
    schedule,
  };
}

function nextStep(scene: Scene, lane: number, stand: Stand | undefined): readonly NextStep[] {
  if (stand?.state !== 'stopped') return [];
  const location = scene.locate(stand.stack);
  // If only programs that wait are left, they may continue: some give up sooner or later.
  const text = `${infinitive(stand.call)}${stand.waits ? ', again in vain' : ''}`;
  return [{ choice: lane, lane, text, ...(location && { location }) }];
}

function laneOf(scene: Scene, place: Place, name: string, lane: number, isEnabled: boolean): Lane {
  const stand = place.stands[lane];
  if (stand?.state !== 'stopped') return { name, state: 'ended' };
  const location = scene.locate(stand.stack);
  const told = { name, ...(location && { location }) };
  if (isEnabled) return { ...told, state: 'ready' };
  return { ...told, state: 'waiting', why: whyItWaits({ lane, call: stand.call }, place.steps, scene.programs) };
}
