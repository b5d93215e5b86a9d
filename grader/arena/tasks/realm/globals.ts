import { Console } from 'node:console';
import type { Builtins } from '../../common/program.ts';
import { virtualBuiltins } from './builtins.ts';
import { freshGlobals } from '../../common/fresh-globals.ts';
import { processFacade } from './process-facade.ts';
import { virtualClock } from './virtual-clock.ts';
import { messageChannel, VirtualPort } from './virtual-port.ts';
import { guarded } from './virtual-timer.ts';
import type { World } from './world.ts';

/** Globals whose completions happen outside virtual time, so that no order of theirs could be tried. */
const refused = [
  'fetch',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'Worker',
  'Blob',
  'File',
  'CompressionStream',
  'DecompressionStream',
  'localStorage',
  'sessionStorage',
] as const;

/** The thread's own functions, from before anything was replaced. */
export type Originals = {
  readonly setImmediate: typeof setImmediate;
  /** Real time in ms. */
  readonly now: () => number;
};

/**
 * Replaces what tells time, makes chance, does input or output, or ends the thread, for all code of
 * this thread. To be called once, before any of the learner's code is loaded.
 */
export function replaceGlobals(world: World): { readonly originals: Originals; readonly builtin: Builtins } {
  const { setImmediate, queueMicrotask, performance, process, Math, AbortSignal } = globalThis;
  const originals = { setImmediate, now: performance.now.bind(performance) };
  const clock = virtualClock(world);
  const random = (): number => world.run.random();
  const replacedProcess = processFacade(process, world, clock, () => builtin);
  const { replacedConsole, consoleTarget } = capturedConsole(world);
  const replacedCrypto = virtualCrypto(random);
  const builtin = virtualBuiltins(clock, replacedProcess, replacedConsole, replacedCrypto);

  const define = (target: object, name: string, value: unknown): void => {
    Object.defineProperty(target, name, { value, writable: true, configurable: true });
  };
  for (const [name, value] of Object.entries(clock.timers)) define(globalThis, name, value);
  define(globalThis, 'Date', clock.Date);
  define(globalThis, 'performance', clock.performance);
  define(globalThis, 'process', replacedProcess);
  define(globalThis, 'console', replacedConsole);
  define(globalThis, 'crypto', replacedCrypto);
  define(globalThis, 'queueMicrotask', (callback: () => unknown) =>
    queueMicrotask(() => guarded(world, 'A queueMicrotask callback', callback)),
  );
  define(Math, 'random', random);
  define(AbortSignal, 'timeout', clock.abortAfter);
  define(globalThis, 'AbortController', trackedAborts(world));
  define(globalThis, 'MessageChannel', messageChannel(world));
  define(globalThis, 'MessagePort', VirtualPort);
  for (const name of refused) {
    if (name in globalThis) define(globalThis, name, refusal(name));
  }
  define(Atomics, 'waitAsync', refusal('Atomics.waitAsync'));
  define(globalThis, 'WeakRef', StrongRef);
  define(globalThis, 'FinalizationRegistry', IdleRegistry);
  world.freshen = freshGlobals([replacedProcess, Reflect.get(replacedProcess, 'env'), consoleTarget]);
  return { originals, builtin };
}

/** Node may keep what is weakly held for as long as it likes: here for the whole run, in every run. */
class StrongRef<Target> {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  deref(): Target {
    return this.#target;
  }
}

/** Node may never call a finaliser; the collector must not decide what a run does. */
class IdleRegistry {
  register(): void {}

  unregister(): boolean {
    return false;
  }
}

function refusal(name: string): () => never {
  // A function, and no arrow: it has to be callable with `new`, too.
  return function refuse(): never {
    throw new Error(
      `${name} is not there in this exercise: its checks run your code in virtual time, with nothing but what they hand to it`,
    );
  };
}

function capturedConsole(world: World): { readonly replacedConsole: Console; readonly consoleTarget: Console } {
  const stream = { write: (text: string): boolean => (world.output.write(text), true) };
  const consoleTarget = new Console({ stdout: stream as NodeJS.WritableStream, ignoreErrors: false });
  const formatted = new Set(['log', 'info', 'debug', 'error', 'warn', 'dir', 'table', 'trace', 'group', 'assert']);
  // Later runs are not heard: formatting their output would be for nothing.
  const replacedConsole = new Proxy(consoleTarget, {
    get: (target, name, receiver) =>
      !world.output.open && typeof name === 'string' && formatted.has(name)
        ? ignore
        : Reflect.get(target, name, receiver),
  });
  return { replacedConsole, consoleTarget };
}

function ignore(): void {}

function trackedAborts(world: World): typeof AbortController {
  return class extends AbortController {
    override abort(reason?: unknown): void {
      // Nobody knows who looks at the signal, or what its listeners do.
      world.run.touch('everything');
      super.abort(reason);
    }
  };
}

function virtualCrypto(random: () => number): object {
  const getRandomValues = <View extends ArrayBufferView>(view: View): View => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index++) bytes[index] = random() * 256;
    return view;
  };
  const randomUUID = (): string => {
    const hex = Buffer.from(getRandomValues(new Uint8Array(16))).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const randomInt = (low: number, high?: number): number =>
    high === undefined ? Math.floor(random() * low) : low + Math.floor(random() * (high - low));
  const randomBytes = (size: number): Buffer => getRandomValues(Buffer.alloc(size));
  return Object.create(null, Object.getOwnPropertyDescriptors({ getRandomValues, randomUUID, randomInt, randomBytes }));
}
