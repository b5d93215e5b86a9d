import { AsyncResource } from 'node:async_hooks';
import { Leavings } from '../../common/lockdown/leavings.ts';
import { lockDown } from '../../common/lockdown/lockdown.ts';
import { refuseUnknownGlobals } from '../../common/lockdown/known-globals.ts';
import { Polyfills } from '../../common/lockdown/polyfills.ts';
import { hideOwnFrames } from '../../common/lockdown/stacks.ts';
import { programFile } from '../../common/layout.ts';
import { processFacade } from '../../common/process-facade.ts';
import type { Builtins } from '../../common/program.ts';
import { exited } from '../../common/faults.ts';
import { virtualConsole } from '../../common/virtual-console.ts';
import { ConflictError } from '../fakes/transaction.ts';
import { FileHandle } from '../fakes/file-handle.ts';
import { forgetStorages } from './async-context.ts';
import { virtualBuiltins } from './builtins.ts';
import { virtualClock } from './virtual-clock.ts';
import { VirtualImmediate } from './virtual-immediate.ts';
import { messageChannel, VirtualPort } from './virtual-port.ts';
import { guarded, VirtualTimer } from './virtual-timer.ts';
import type { World } from './world.ts';

/** The thread's own functions, captured before anything was replaced. */
export type Originals = {
  readonly setImmediate: typeof setImmediate;
  /** Real time in ms. */
  readonly now: () => number;
};

/**
 * Replaces what tells time, makes random numbers, does input or output, or ends the thread, for all code of this
 * thread; after that, none of these can change. Call it once, before any learner code is loaded.
 */
export function replaceGlobals(world: World): { readonly originals: Originals; readonly builtin: Builtins } {
  const { setImmediate, queueMicrotask, performance, process, Math, AbortSignal } = globalThis;
  const originals = { setImmediate, now: performance.now.bind(performance) };
  const clock = virtualClock(world);
  const random = (): number => world.run.random();
  const surroundings = {
    run: () => world.run,
    now: () => world.run.now,
    hears: () => world.output.open,
    print: (text: string) => world.output.write(text),
  };
  const { nextTick } = process;
  const replacedProcess = processFacade(process, {
    ...surroundings,
    now: () => world.run.look(),
    hrtime: clock.hrtime,
    exit: (call) => {
      // Recorded here because the code may catch the error.
      world.run.fail(exited(call, world.run.code));
      throw new Error(`${call} was called`);
    },
    nextTick: (callback, ...args) => {
      // Node's own function knows what to say to such an argument.
      if (typeof callback !== 'function') nextTick(callback);
      world.ripples.deepen();
      nextTick(() => guarded(world, 'A process.nextTick callback', () => callback(...args)));
    },
    builtin: (name) => builtin(name),
  });
  const replacedConsole = virtualConsole(surroundings);
  const replacedCrypto = virtualCrypto(random);
  const { builtin, modules } = virtualBuiltins(clock, replacedProcess, replacedConsole, replacedCrypto);

  refuseUnknownGlobals(refusal);
  for (const [name, value] of Object.entries(clock.timers)) define(globalThis, name, value);
  define(globalThis, 'Date', clock.Date);
  define(globalThis, 'performance', clock.performance);
  define(globalThis, 'process', replacedProcess);
  define(globalThis, 'console', replacedConsole);
  define(globalThis, 'crypto', replacedCrypto);
  define(globalThis, 'queueMicrotask', (callback: () => unknown) => {
    if (typeof callback !== 'function') queueMicrotask(callback);
    world.ripples.deepen();
    queueMicrotask(() => guarded(world, 'A queueMicrotask callback', callback));
  });
  define(Math, 'random', random);
  define(AbortSignal, 'timeout', clock.abortAfter);
  define(globalThis, 'AbortController', trackedAborts(world));
  define(globalThis, 'MessageChannel', messageChannel(world));
  define(globalThis, 'MessagePort', VirtualPort);
  define(Atomics, 'waitAsync', refusal('Atomics.waitAsync'));
  define(globalThis, 'WeakRef', StrongRef);
  define(globalThis, 'FinalizationRegistry', IdleRegistry);
  hideClocks(world, clock.Date);
  // Memory shared by all buffers would give access to those of another run, and of the kit.
  Buffer.poolSize = 0;

  nameAsNode();
  hideOwnFrames((file) => file !== programFile && !file.startsWith('node:'));
  const ours = [VirtualTimer, VirtualImmediate, VirtualPort, FileHandle, ConflictError, StrongRef, IdleRegistry];
  const loose = lockDown({ roots: [...modules, ...ours, builtin], except: [process], later: Polyfills.holders });
  const leavings = new Leavings(loose);
  world.expect = (text) => leavings.expect(text);
  world.freshen = () => {
    forgetStorages();
    leavings.clear();
  };
  return { originals, builtin };
}

function define(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

/** Replaces what tells real time, or counts across runs, without being asked. */
function hideClocks(world: World, Date: DateConstructor): void {
  Object.defineProperty(Event.prototype, 'timeStamp', {
    get: () => world.run.now,
    enumerable: true,
    configurable: true,
  });
  for (const name of ['asyncId', 'triggerAsyncId']) define(AsyncResource.prototype, name, () => 1);
  const { prototype } = Intl.DateTimeFormat;
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get;
  const { formatToParts } = prototype;
  Object.defineProperty(prototype, 'format', {
    get(this: Intl.DateTimeFormat) {
      const bound: Intl.DateTimeFormat['format'] = Reflect.apply(format ?? (() => undefined), this, []);
      return (date: Date | number = Date.now()) => bound(date);
    },
    configurable: true,
  });
  define(prototype, 'formatToParts', function (this: Intl.DateTimeFormat, date: Date | number = Date.now()) {
    return Reflect.apply(formatToParts, this, [date]);
  });
}

/** Names our classes like those of Node that they replace. */
function nameAsNode(): void {
  const names = new Map<object, string>([
    [VirtualTimer, 'Timeout'],
    [VirtualImmediate, 'Immediate'],
    [VirtualPort, 'MessagePort'],
    [StrongRef, 'WeakRef'],
    [IdleRegistry, 'FinalizationRegistry'],
  ]);
  for (const [made, name] of names) Object.defineProperty(made, 'name', { value: name, configurable: true });
}

/** Node may keep weakly held objects for as long as it likes: here for the whole run, in every run. */
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
  // Not an arrow function: it has to be callable with `new`, too.
  return function refuse(): never {
    throw new Error(
      `${name} is not there in this exercise: its checks run your code in virtual time, with nothing but what they hand to it`,
    );
  };
}

function trackedAborts(world: World): typeof AbortController {
  return class AbortController extends globalThis.AbortController {
    override abort(reason?: unknown): void {
      // Any code may look at the signal, and its listeners may do anything.
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
