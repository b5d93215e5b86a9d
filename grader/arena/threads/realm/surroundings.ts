import { Console } from 'node:console';
import type { Performance } from 'node:perf_hooks';
import { refusal } from '../baton/refusal.ts';

/** 2026-01-01T00:00:00Z: when every run begins. */
const epoch = 1_767_225_600_000;

/** What a thread's code can ask for beside memory, all of it the same in every run. */
export type Surroundings = {
  /** Milliseconds since the run began; each look at the clock takes one. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly print: (text: string) => void;
  /** The code asked for the end of the process. */
  readonly exit: (call: string) => never;
};

/** Globals that need the world outside the run, where no order could be tried. */
const refused = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'WebSocket',
  'EventSource',
  'MessageChannel',
  'BroadcastChannel',
  'WeakRef',
  'FinalizationRegistry',
  'Blob',
  'File',
  'CompressionStream',
  'DecompressionStream',
  'Worker',
] as const;

/** Replaces what tells time, makes chance, prints, ends the process or reaches outside. To be called once. */
export function replaceGlobals(surroundings: Surroundings): Globals {
  const { now, random } = surroundings;
  define(globalThis, 'Date', virtualDate(now));
  define(Math, 'random', random);
  const performance = Object.create(globalThis.performance, {
    now: { value: now },
    timeOrigin: { value: epoch },
  }) as Performance;
  const crypto = virtualCrypto(random);
  const process = virtualProcess(surroundings);
  const console = new Console({ stdout: process.stdout, stderr: process.stdout, ignoreErrors: true });
  for (const [name, value] of Object.entries({ performance, crypto, process, console }))
    define(globalThis, name, value);
  for (const name of refused) {
    // A function, and no arrow: it has to be callable with `new`, too.
    if (name in globalThis)
      define(globalThis, name, function refuse(): never {
        throw refusal(name);
      });
  }
  return { performance, crypto, process, console };
}

export type Globals = {
  readonly performance: Performance;
  readonly crypto: object;
  readonly process: NodeJS.Process;
  readonly console: Console;
};

function virtualDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [epoch + now()] : args, newTarget) as object,
    apply: (target) => new target(epoch + now()).toString(),
    get: (target, key) => (key === 'now' ? () => epoch + now() : (Reflect.get(target, key) as unknown)),
  });
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
  return { getRandomValues, randomUUID, randomInt };
}

function virtualProcess({ now, print, exit }: Surroundings): NodeJS.Process {
  const hrtime = (): [number, number] => [Math.floor(now() / 1000), (now() % 1000) * 1e6];
  const stdout = Object.assign(Object.create(process.stdout) as NodeJS.WriteStream, {
    isTTY: false,
    write: (chunk: unknown): boolean => {
      print(String(chunk));
      return true;
    },
  });
  const own = {
    exit: () => exit('process.exit()'),
    reallyExit: () => exit('process.exit()'),
    abort: () => exit('process.abort()'),
    kill: () => exit('process.kill()'),
    getBuiltinModule: () => {
      throw refusal('process.getBuiltinModule()');
    },
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(now()) * 1_000_000n }),
    uptime: () => now() / 1000,
    stdout,
    stderr: stdout,
  };
  return Object.create(process, Object.getOwnPropertyDescriptors(own)) as NodeJS.Process;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
