/**
 * What a thread can do when it gets its turn. `ready`: its next operation; `asleep`: only what ends its
 * sleep; `idle`: whatever it awaits; `serving`: the same, but its own work is done.
 */
export const threadStates = ['unstarted', 'ready', 'asleep', 'idle', 'serving', 'finished'] as const;
export type ThreadState = (typeof threadStates)[number];
