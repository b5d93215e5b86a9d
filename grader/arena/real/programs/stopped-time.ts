import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Pauses } from './under-way.ts';

export type StoppedTime = {
  /** Begins anew. @param now milliseconds since 1970 */
  readonly reset: (now: number) => void;
  readonly pauses: Pauses;
};

/** A pause is over at once, and the clock has advanced by it: what happens meanwhile, the gatekeeper chooses. */
export function stopTime(): StoppedTime {
  let start = 0;
  let elapsed = 0;
  let over = 0;
  const begun = new Set<NodeJS.Timeout>();
  const { setTimeout: later, setInterval: again } = globalThis;
  const soon = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): NodeJS.Timeout => {
    elapsed += ms || 0;
    const pause = later(() => {
      begun.delete(pause);
      over += 1;
      callback(...given);
    }, 0);
    begun.add(pause);
    return pause;
  };
  const often = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): NodeJS.Timeout =>
    again(() => {
      elapsed += ms || 0;
      callback(...given);
    }, 1);
  const sleep = async (ms = 0, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => soon(() => resolve(value), ms));
  Object.defineProperty(soon, Symbol.for('nodejs.util.promisify.custom'), { value: sleep });
  for (const module of [globalThis, timers]) Object.assign(module, { setTimeout: soon, setInterval: often });
  Object.assign(timersPromises, { setTimeout: sleep });
  Object.assign(timersPromises.scheduler, { wait: sleep });
  const { wait } = Atomics;
  Object.assign(Atomics, {
    wait: (...[memory, index, value, ms]: Parameters<typeof wait>) => {
      if (ms === undefined || ms === Infinity) return wait(memory, index, value);
      elapsed += ms;
      return 'timed-out';
    },
  });
  Date.now = () => start + elapsed;
  performance.now = () => elapsed;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length > 0 ? given : [Date.now()], newTarget) as object,
  });
  return {
    reset: (now) => {
      start = now;
      elapsed = 0;
    },
    pauses: {
      over: () => over,
      pending: () => {
        for (const pause of begun) if (isCleared(pause)) begun.delete(pause);
        return begun.size;
      },
    },
  };
}

/** However that was done: Node notes it there. */
const isCleared = (timer: NodeJS.Timeout): boolean => Reflect.get(timer, '_destroyed') === true;
