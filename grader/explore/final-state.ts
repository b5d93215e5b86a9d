import type { Actor } from './model.ts';
import type { Look } from './look.ts';

/** How a thread stands when the run is over. */
export type FinalState =
  | { readonly state: 'ended' }
  /** It never began: the thread that it follows did not get there. */
  | { readonly state: 'unstarted' }
  /** The run was cut while it could go on. */
  | { readonly state: 'running' }
  /** In the wait that was its last step. */
  | { readonly state: 'asleep' }
  | { readonly state: 'parked'; readonly looks: readonly Look[] }
  | { readonly state: 'receiving'; readonly port: number }
  | { readonly state: 'joining'; readonly thread: Actor };

/** Whether the run ended without a thread that had begun. */
export const isOpen = ({ state }: FinalState): boolean => state !== 'ended' && state !== 'unstarted';
