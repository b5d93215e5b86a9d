import { VirtualImmediate } from './virtual-immediate.ts';
import { VirtualTimer } from './virtual-timer.ts';
import type { World } from './world.ts';

type WaitOptions = { readonly signal?: AbortSignal; readonly ref?: boolean };

/** What `node:timers/promises` exports. */
export type TimersPromises = {
  readonly setTimeout: <Value>(delay?: number, value?: Value, options?: WaitOptions) => Promise<Value | undefined>;
  readonly setImmediate: <Value>(value?: Value, options?: WaitOptions) => Promise<Value | undefined>;
  readonly setInterval: <Value>(
    delay?: number,
    value?: Value,
    options?: WaitOptions,
  ) => AsyncGenerator<Value | undefined>;
  readonly scheduler: {
    readonly wait: (delay: number, options?: WaitOptions) => Promise<void>;
    readonly yield: () => Promise<void>;
  };
};

/** The exports of `node:timers/promises` in virtual time. */
export function timersPromises(world: World): TimersPromises {
  const setTimeout: TimersPromises['setTimeout'] = (delay, value, { signal, ref = true } = {}) =>
    abortable(signal, (resolve) => {
      const timer = new VirtualTimer(world, 'setTimeout', () => resolve(value), delay, false);
      if (!ref) timer.unref();
      return () => timer.close();
    });
  const setImmediate: TimersPromises['setImmediate'] = (value, { signal } = {}) =>
    abortable(signal, (resolve) => {
      const immediate = new VirtualImmediate(world, () => resolve(value));
      return () => immediate.close();
    });
  return {
    setTimeout,
    setImmediate,
    async *setInterval(delay, value, { signal } = {}) {
      let due = 0;
      let wake = (): void => {};
      const tick = (): void => {
        due++;
        wake();
      };
      const timer = new VirtualTimer(world, 'setInterval', tick, delay, true);
      try {
        for (;;) {
          const ticked = (resolve: () => void): (() => void) => {
            wake = resolve;
            return () => {};
          };
          if (due === 0) await abortable<void>(signal, ticked);
          if (signal?.aborted) throw abortError(signal);
          for (; due > 0; due--) yield value;
        }
      } finally {
        timer.close();
      }
    },
    scheduler: {
      wait: (delay, options) => setTimeout<void>(delay, undefined, options),
      yield: () => setImmediate<void>(),
    },
  };
}

/** A wait that an abort ends. @param begin starts it and returns what stops it */
function abortable<Value>(
  signal: AbortSignal | undefined,
  begin: (resolve: (value: Value) => void) => () => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    const abort = (): void => {
      stop();
      if (signal !== undefined) reject(abortError(signal));
    };
    const stop = begin((value) => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The error of `timers/promises`. */
function abortError(signal: AbortSignal): Error {
  const error = new Error('The operation was aborted', { cause: signal.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}
