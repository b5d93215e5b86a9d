import type { Footprint } from '../run/footprint.ts';
import type { Operation } from '../run/planned-operation.ts';

/** What a ready-made fake needs of the stage. */
export type FakeStage = {
  readonly operation: <Result>(operation: Operation<Result>) => Promise<Result>;
  readonly show: (name: string, text: () => string) => void;
  /** The task whose code runs: known only where a picture is drawn, empty elsewhere. */
  readonly lane: () => string;
  /** Says that the turn touches these places, too: more than its operation declared, or without one. */
  readonly touch: (footprint: Footprint) => void;
  /** Records that a file was opened; `undefined`: it was closed. */
  readonly keep: (handle: object, path: string | undefined) => void;
};

export type FakeOptions<Method extends string = string> = {
  /** Calls of these may fail instead of completing: one call in a run, wherever it may be. */
  readonly mayFail?: readonly Method[];
  /** `apart`: each call has its effect in one step and is answered in another (see `Operation`). */
  readonly reply?: 'apart';
  /** What the learner's code calls a method, where the scenario hands it out by another name. */
  readonly names?: Readonly<Partial<Record<Method, string>>>;
};

/** The failure of a call that may fail. */
export function failure(name: string): Error {
  return new Error(`${name} failed: the connection was lost`);
}
