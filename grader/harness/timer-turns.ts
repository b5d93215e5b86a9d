import { createHook } from 'node:async_hooks';

/** What happens within a turn of the event loop, and begins none. */
const within = new Set(['PROMISE', 'TickObject', 'Microtask']);

export type TimerTurns = {
  /** Whether a timer began the thread's current turn of the event loop. */
  readonly isOne: () => boolean;
  readonly end: () => void;
};

/** Watches the turns of the calling thread's event loop, for timers that are set from now on. */
export function watchTimerTurns(): TimerTurns {
  const timers = new Set<number>();
  const followers = new Set<number>();
  let isOne = false;
  const hook = createHook({
    init(id, type) {
      if (type === 'Timeout') timers.add(id);
      else if (within.has(type)) followers.add(id);
    },
    before(id) {
      if (!followers.has(id)) isOne = timers.has(id);
    },
  }).enable();
  return { isOne: () => isOne, end: () => void hook.disable() };
}
