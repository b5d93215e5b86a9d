import { refuseUnknownGlobals } from '../../common/lockdown/known-globals.ts';
import { processFacade } from '../../common/process-facade.ts';
import { virtualConsole } from '../../common/virtual-console.ts';
import { refusal } from '../baton/refusal.ts';

/** 2026-01-01T00:00:00Z: when every run begins. */
const epoch = 1_767_225_600_000;

/** What a thread's code can ask for besides memory, all of it the same in every run. */
export type Surroundings = {
  /** An object that stands for the current run: a new one for each run. */
  readonly run: () => unknown;
  /** Milliseconds since the run began; each look at the clock takes one. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether what is printed now is kept. */
  readonly hears: () => boolean;
  readonly print: (text: string) => void;
  /** Called when the code asks to end the process. */
  readonly exit: (call: string) => never;
};

/** Globals that need the world outside the run, where no order could be tried. */
const refused = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'MessageChannel',
  'WeakRef',
  'FinalizationRegistry',
] as const;

/** Replaces what tells time, makes random numbers, prints, ends the process or reaches outside. Call it once. */
export function replaceGlobals(surroundings: Surroundings): Globals {
  const { now, random } = surroundings;
  const { process: real } = globalThis;
  const { nextTick } = real;
  define(globalThis, 'Date', virtualDate(now));
  define(Math, 'random', random);
  Object.defineProperty(Event.prototype, 'timeStamp', { get: now, enumerable: true, configurable: true });
  const hrtime = (): [number, number] => {
    const passed = now();
    return [Math.floor(passed / 1000), (passed % 1000) * 1e6];
  };
  const performance = { timeOrigin: epoch, now, toJSON: () => ({ timeOrigin: epoch }) };
  const crypto = virtualCrypto(random);
  const process = processFacade(real, {
    ...surroundings,
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(now()) * 1_000_000n }),
    nextTick: (callback, ...args) => nextTick(callback, ...args),
    builtin: () => {
      throw refusal('process.getBuiltinModule()');
    },
  });
  const console = virtualConsole(surroundings);
  for (const [name, value] of Object.entries({ performance, crypto, process, console }))
    define(globalThis, name, value);
  refuseUnknownGlobals(refuse, ['WebAssembly']);
  for (const name of refused) define(globalThis, name, refuse(name));
  define(AbortSignal, 'timeout', refuse('AbortSignal.timeout'));
  return { performance, crypto, process, console };
}

/** Not an arrow function: it has to be callable with `new`, too. */
function refuse(name: string): () => never {
  return function refusing(): never {
    throw refusal(name);
  };
}

export type Globals = {
  readonly performance: object;
  readonly crypto: object;
  readonly process: NodeJS.Process;
  readonly console: Console;
};

/** A `Date` for which "now" is what the virtual clock says. */
function virtualDate(now: () => number): DateConstructor {
  const virtual = new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [epoch + now()] : args, newTarget) as Date,
    apply: (target) => new target(epoch + now()).toString(),
  });
  define(Date, 'now', () => epoch + now());
  // So that a date's constructor is the Date that the code knows; this thread is only ours.
  define(Date.prototype, 'constructor', virtual);
  return virtual;
}

function virtualCrypto(random: () => number): object {
  const getRandomValues = <View extends ArrayBufferView>(view: View): View => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index++) bytes[index] = random() * 256;
    return view;
  };
  const randomUUID = (): string => {
    const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const randomInt = (low: number, high?: number): number =>
    high === undefined ? Math.floor(random() * low) : low + Math.floor(random() * (high - low));
  return Object.create(null, Object.getOwnPropertyDescriptors({ getRandomValues, randomUUID, randomInt })) as object;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
