import { promisify } from 'node:util';
import { timersPromises, type TimersPromises } from './timers-promises.ts';
import { VirtualImmediate } from './virtual-immediate.ts';
import { VirtualTimer } from './virtual-timer.ts';
import type { World } from './world.ts';

/*
 * A clock of our own, not @sinonjs/fake-timers: that fires timers by `tick`, in one order, whereas here each
 * firing is a choice of the search; and it leaves AbortSignal.timeout to real time.
 */

/** 2026-03-17T09:41:23.406Z: when every run begins, on a day like any other. */
const epoch = 1_773_740_483_406;

type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** Node's own functions, which know what to say to a wrong argument. */
const real = { setTimeout: globalThis.setTimeout, abortAfter: AbortSignal.timeout.bind(AbortSignal) };
const longestAbort = 2 ** 32 - 1;

/** Everything that tells or takes time, in virtual time: it passes only when a timer fires. */
export type VirtualClock = {
  /** The functions of `node:timers`, by name. */
  readonly timers: Readonly<Record<string, unknown>>;
  readonly promises: TimersPromises;
  readonly Date: DateConstructor;
  readonly performance: object;
  readonly hrtime: object;
  /** `AbortSignal.timeout` */
  readonly abortAfter: (delay: number) => AbortSignal;
};

export function virtualClock(world: World): VirtualClock {
  const clear = (timer: unknown): void => {
    const isNumber = typeof timer === 'number' || typeof timer === 'string';
    const found = isNumber ? world.timers.get(Number(timer)) : timer instanceof VirtualTimer ? timer : undefined;
    found?.close();
  };
  const setTimeout = (callback: Callback, delay?: unknown, ...args: unknown[]): VirtualTimer =>
    new VirtualTimer(world, 'setTimeout', bound(callback, args), delay, false);
  const setInterval = (callback: Callback, delay?: unknown, ...args: unknown[]): VirtualTimer =>
    new VirtualTimer(world, 'setInterval', bound(callback, args), delay, true);
  const setImmediate = (callback: Callback, ...args: unknown[]): VirtualImmediate =>
    new VirtualImmediate(world, bound(callback, args));
  const clearImmediate = (immediate: unknown): void => {
    if (immediate instanceof VirtualImmediate) immediate.close();
  };

  const promises = timersPromises(world);
  // A new one each time, as `promisify` marks what it finds here.
  const custom = <Args extends never[]>(wait: (...args: Args) => unknown): PropertyDescriptor => ({
    get:
      () =>
      (...args: Args) =>
        wait(...args),
  });
  Object.defineProperty(setTimeout, promisify.custom, custom(promises.setTimeout));
  Object.defineProperty(setImmediate, promisify.custom, custom(promises.setImmediate));

  // As Node's: in whole milliseconds, though an operation may take fractions.
  const now = (): number => epoch + Math.floor(world.run.look());
  return {
    timers: {
      setTimeout,
      setInterval,
      setImmediate,
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate,
    },
    promises,
    Date: virtualDate(now),
    performance: { timeOrigin: epoch, now: () => world.run.look(), toJSON: () => ({ timeOrigin: epoch }) },
    hrtime: Object.assign(
      ([seconds, nanoseconds]: readonly [number, number] = [0, 0]): [number, number] => {
        const passed = world.run.look() * 1e6 - (seconds * 1e9 + nanoseconds);
        return [Math.floor(passed / 1e9), passed % 1e9];
      },
      { bigint: () => BigInt(Math.round(world.run.look() * 1e6)) },
    ),
    abortAfter: (delay: number): AbortSignal => {
      if (!Number.isInteger(delay) || delay < 0 || delay > longestAbort) return real.abortAfter(delay);
      const controller = new AbortController();
      const abort = (): void =>
        controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
      new VirtualTimer(world, 'AbortSignal.timeout', abort, delay, false).unref();
      return controller.signal;
    },
  };
}

/** @throws as Node does, at the call and not when the time comes */
function bound(callback: Callback, args: readonly unknown[]): (this: unknown) => void {
  if (typeof callback !== 'function') real.setTimeout(callback);
  return function call(this: unknown): void {
    Reflect.apply(callback, this, args);
  };
}

/** A `Date` for which "now" is what the virtual clock says. */
function virtualDate(now: () => number): DateConstructor {
  const virtual = new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: (target) => new target(now()).toString(),
  });
  Object.defineProperty(Date, 'now', { value: now, writable: true, configurable: true });
  // So that a date's constructor is the Date that the code knows; this thread is only ours.
  // oxlint-disable-next-line no-extend-native
  Object.defineProperty(Date.prototype, 'constructor', { value: virtual, writable: true, configurable: true });
  return virtual;
}
