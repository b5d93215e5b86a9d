import timers from 'node:timers';
import timersPromises from 'node:timers/promises';

/**
 * A pause is over at once, and the clock has advanced by it: what happens meanwhile, the gatekeeper chooses.
 * @returns begins anew, at so many milliseconds since 1970
 */
export function stopTime(): (now: number) => void {
  let start = 0;
  let elapsed = 0;
  const { setTimeout: later, setInterval: again } = globalThis;
  const soon = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): NodeJS.Timeout => {
    elapsed += ms || 0;
    return later(callback, 0, ...given);
  };
  const often = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): NodeJS.Timeout =>
    again(() => {
      elapsed += ms || 0;
      callback(...given);
    }, 1);
  const pause = async (ms = 0, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => soon(() => resolve(value), ms));
  Object.defineProperty(soon, Symbol.for('nodejs.util.promisify.custom'), { value: pause });
  for (const module of [globalThis, timers]) Object.assign(module, { setTimeout: soon, setInterval: often });
  Object.assign(timersPromises, { setTimeout: pause });
  Object.assign(timersPromises.scheduler, { wait: pause });
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
  return (now) => {
    start = now;
    elapsed = 0;
  };
}
