import type { Actor } from './model.ts';
import type { Attempt } from './spin.ts';

/** How a thread stands when the run is over. */
export type FinalState =
  | { readonly state: 'ended' }
  /** The run was cut while it could go on. */
  | { readonly state: 'running' }
  /** In the wait that was its last step. */
  | { readonly state: 'asleep' }
  | { readonly state: 'parked'; readonly looks: readonly Attempt[] }
  | { readonly state: 'receiving'; readonly port: number }
  | { readonly state: 'joining'; readonly thread: Actor };
