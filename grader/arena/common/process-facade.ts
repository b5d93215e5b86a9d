import { EventEmitter } from 'node:events';
import type { Builtins } from './program.ts';

/** What an ordinary process has; the same on every machine. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/home/node', LANG: 'C.UTF-8' };
const home = '/home/node/app';

/** Properties that describe Node and can be copied. */
const copied = ['version', 'versions', 'release', 'arch', 'platform', 'features', 'config'] as const;

const emitting = [
  ...(['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener'] as const),
  ...(['emit', 'listeners', 'listenerCount', 'eventNames', 'setMaxListeners', 'getMaxListeners'] as const),
];

/** What one run can change of `process`. */
type Own = {
  readonly env: Record<string, string>;
  /** Nothing emits on it: such events do not happen here. */
  readonly events: EventEmitter;
  readonly stdout: object;
  readonly stderr: object;
  exitCode: unknown;
  title: unknown;
};

export type Surroundings = {
  /** An object that stands for the current run: a new one for each run. */
  readonly run: () => unknown;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  readonly hrtime: object;
  readonly print: (text: string) => void;
  /** The code asked for the end of the process. @throws always */
  readonly exit: (call: string) => never;
  readonly nextTick: (callback: (...args: unknown[]) => unknown, ...args: unknown[]) => void;
  readonly builtin: (name: string) => ReturnType<Builtins>;
};

/**
 * `process` as learner code sees it: it cannot end the thread, it tells virtual time, its output is kept, and nothing
 * of the real `process` can be reached from it. All that code can change is new in every run.
 */
export function processFacade(real: NodeJS.Process, surroundings: Surroundings): NodeJS.Process {
  const { now, hrtime, print, exit, nextTick } = surroundings;
  const end = (call: string) => (): never => exit(call);
  const stream = (fd: number): object =>
    Object.assign(new EventEmitter(), {
      isTTY: false,
      fd,
      writable: true,
      write: (chunk: unknown, ...rest: unknown[]): boolean => {
        print(String(chunk));
        const done = rest.find((argument) => typeof argument === 'function');
        if (done !== undefined) real.nextTick(done);
        return true;
      },
    });
  let run: unknown;
  let own: Own | undefined;
  const current = (): Own => {
    const its = surroundings.run();
    if (own === undefined || run !== its) {
      const events = new EventEmitter().setMaxListeners(0);
      own = {
        env: { ...environment },
        events,
        stdout: stream(1),
        stderr: stream(2),
        exitCode: undefined,
        title: 'node',
      };
    }
    run = its;
    return own;
  };

  const { rss, heapTotal, heapUsed, external, arrayBuffers } = real.memoryUsage();
  const facade: Record<string, unknown> = {
    exit: end('process.exit()'),
    reallyExit: end('process.exit()'),
    abort: end('process.abort()'),
    kill: end('process.kill()'),
    pid: 4711,
    ppid: 4710,
    argv: ['/usr/local/bin/node', `${home}/index.ts`],
    argv0: 'node',
    execArgv: [],
    execPath: '/usr/local/bin/node',
    cwd: () => home,
    hrtime,
    uptime: () => now() / 1000,
    memoryUsage: Object.assign(() => ({ rss, heapTotal, heapUsed, external, arrayBuffers }), { rss: () => rss }),
    cpuUsage: () => ({ user: Math.round(now() * 1000), system: 0 }),
    emitWarning: () => {},
    nextTick,
    getBuiltinModule: surroundings.builtin,
    [Symbol.toStringTag]: 'process',
  };
  for (const name of copied) facade[name] = structuredClone(real[name]);
  for (const name of emitting) {
    facade[name] = (...args: never[]): unknown => {
      const { events } = current();
      const result: unknown = Reflect.apply(events[name], events, args);
      return result === events ? facade : result;
    };
  }
  for (const name of ['env', 'stdout', 'stderr', 'exitCode', 'title'] as const) {
    const settable = name === 'exitCode' || name === 'title';
    Object.defineProperty(facade, name, {
      get: () => current()[name],
      ...(settable && { set: (value: unknown) => void (current()[name] = value) }),
      enumerable: true,
    });
  }
  return facade as unknown as NodeJS.Process;
}
