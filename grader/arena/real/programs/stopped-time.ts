import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import type { Pauses } from './under-way.ts';

export type StoppedTime = {
  /** Starts over. @param now milliseconds since 1970 */
  readonly reset: (now: number) => void;
  readonly pauses: Pauses;
};

type Callback = (...given: unknown[]) => void;
type Pause = {
  /** The program's handle on it: `clearTimeout` and `unref` are Node's own. */
  readonly timer: NodeJS.Timeout;
  /** In milliseconds since the program's start. */
  due: number;
  readonly end: () => void;
};
type Waiting = { readonly signal?: AbortSignal; readonly ref?: boolean };

/** The longest delay that Node knows: its own timers must never go off here. */
const never = 2 ** 31 - 1;

/**
 * Makes the clock stand still while a program runs, and then leap to the end of the pause that is due first. So real
 * durations decide nothing.
 */
export function stopTime(): StoppedTime {
  let start = 0;
  let elapsed = 0;
  let over = 0;
  let pending: Pause[] = [];
  let heard = (): void => {};
  const { setTimeout: later } = globalThis;
  const clear = clearTimeout;

  const begin = (callback: Callback, ms: unknown, given: readonly unknown[], repeats: boolean): NodeJS.Timeout => {
    const timer = later(() => {}, never);
    // As in Node: what is not a number, or too small, is 1.
    const delay = Math.max(1, Math.trunc(Number(ms)) || 1);
    const pause: Pause = {
      timer,
      due: elapsed + delay,
      end: () => {
        if (repeats) enqueue();
        else clear(timer);
        Reflect.apply(callback, timer, given);
      },
    };
    const enqueue = (): void => {
      pause.due = elapsed + delay;
      pending = [...pending.filter((other) => other !== pause), pause];
      heard();
    };
    timer.refresh = () => {
      if (!isCleared(timer)) enqueue();
      return timer;
    };
    enqueue();
    return timer;
  };
  const soon = (callback: Callback, ms?: unknown, ...given: unknown[]): NodeJS.Timeout =>
    begin(callback, ms, given, false);
  const often = (callback: Callback, ms?: unknown, ...given: unknown[]): NodeJS.Timeout =>
    begin(callback, ms, given, true);
  const sleep = async (ms?: number, value?: unknown, { signal, ref = true }: Waiting = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        clear(timer);
        reject(abortError(signal));
      };
      const timer = soon(() => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      }, ms);
      if (!ref) timer.unref();
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  async function* ticks(ms?: number, value?: unknown, options?: Waiting): AsyncGenerator {
    for (;;) yield await sleep(ms, value, options);
  }
  Object.defineProperty(soon, Symbol.for('nodejs.util.promisify.custom'), { value: sleep });
  for (const module of [globalThis, timers]) Object.assign(module, { setTimeout: soon, setInterval: often });
  Object.assign(timersPromises, { setTimeout: sleep, setInterval: ticks });
  Object.assign(timersPromises.scheduler, {
    wait: async (ms?: number, options?: Waiting) => sleep(ms, undefined, options),
  });
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    soon(() => controller.abort(reason), ms).unref();
    return controller.signal;
  };
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

  /** The pauses that are left; the program may have cleared any. */
  const left = (): readonly Pause[] => (pending = pending.filter(({ timer }) => !isCleared(timer)));
  return {
    reset: (now) => {
      start = now;
      elapsed = 0;
      pending = [];
    },
    pauses: {
      over: () => over,
      isPending: () => left().length > 0,
      keepsAlive: () => left().some(({ timer }) => timer.hasRef()),
      endFirst: () => {
        const [first, ...others] = left().toSorted((one, other) => one.due - other.due);
        if (!first) return;
        pending = others;
        elapsed = Math.max(elapsed, first.due);
        over += 1;
        first.end();
      },
      onBegun: (listener) => {
        heard = listener;
      },
    },
  };
}

/** Whether the timer was cleared, in any way: Node records it in this property. */
const isCleared = (timer: NodeJS.Timeout): boolean => Reflect.get(timer, '_destroyed') === true;

const abortError = (signal: AbortSignal | undefined): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });
