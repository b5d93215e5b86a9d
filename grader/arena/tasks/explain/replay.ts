import type { RunResult } from '../../common/outcome-classes.ts';
import type { Actors } from '../run/actors.ts';
import type { Chooser } from '../run/chooser.ts';
import type { Run } from '../run/run.ts';
import { takeTurns } from '../run/turns.ts';
import type { Subject } from '../scenario/subject.ts';

export type SetImmediate = (callback: () => void) => unknown;

export type Replayed = { readonly run: Run; readonly result: RunResult };

/** Runs a scenario by a chooser, with nothing recorded. */
export async function replay(
  subject: Subject,
  actors: Actors,
  chooser: Chooser,
  setImmediate: SetImmediate,
): Promise<Replayed> {
  const started = subject.start(actors, chooser);
  await takeTurns(setImmediate, () => started.run.advance());
  return { run: started.run, result: started.end() };
}
