import type { Actor } from './model.ts';
import type { Look } from './look.ts';

/** The state of a thread at the end of a run. */
export type FinalState =
  | { readonly state: 'ended' }
  /** It never began: the thread that it follows did not get that far. */
  | { readonly state: 'unstarted' }
  /** It could have continued when the run was cut short. */
  | { readonly state: 'running' }
  /** Its last step was the wait in which it sleeps. */
  | { readonly state: 'asleep' }
  | { readonly state: 'parked'; readonly looks: readonly Look[] }
  | { readonly state: 'receiving'; readonly port: number }
  | { readonly state: 'joining'; readonly thread: Actor };

/** Whether the thread had begun and has not ended. */
export const isOpen = ({ state }: FinalState): boolean => state !== 'ended' && state !== 'unstarted';
