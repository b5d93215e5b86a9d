import type { Actor } from '../../../explore/model.ts';
import type { Action } from './action.ts';
import type { Choice } from './choice.ts';
import type { Footprint } from './footprint.ts';

/** Decides what happens next, and hears what each step touched. */
export type Chooser = {
  /** @param ready ascending by actor  @returns `undefined` to abandon the run */
  readonly choose: (ready: readonly Action[]) => Choice | undefined;
  readonly took?: (actor: Actor, footprint: Footprint) => void;
};
