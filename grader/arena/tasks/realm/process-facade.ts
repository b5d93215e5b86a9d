import { EventEmitter } from 'node:events';
import type { Builtins } from '../../common/program.ts';
import { exited } from '../../common/faults.ts';
import type { VirtualClock } from './virtual-clock.ts';
import { guarded } from './virtual-timer.ts';
import type { World } from './world.ts';

/** `process` as learner code sees it: it cannot end the thread, tells virtual time, and its output is kept. */
export function processFacade(
  real: NodeJS.Process,
  world: World,
  clock: VirtualClock,
  builtin: () => Builtins,
): object {
  const end = (call: string) => (): never => {
    // Noted here, for the code may catch what is thrown.
    world.run.fail(exited(call, world.run.code));
    throw new Error(`${call} was called`);
  };
  const stream = (name: 'stdout' | 'stderr'): object =>
    Object.assign(new EventEmitter(), {
      isTTY: false,
      fd: name === 'stdout' ? 1 : 2,
      writable: true,
      write: (chunk: unknown, ...rest: unknown[]): boolean => {
        world.output.write(String(chunk));
        const done = rest.find((argument) => typeof argument === 'function');
        if (done !== undefined) real.nextTick(done);
        return true;
      },
    });
  // Listeners for the process's events never hear anything: such events do not happen here.
  const listeners = new EventEmitter().setMaxListeners(0);
  const own: Record<string, unknown> = {
    exit: end('process.exit()'),
    reallyExit: end('process.exit()'),
    abort: end('process.abort()'),
    kill: end('process.kill()'),
    env: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    hrtime: clock.hrtime,
    uptime: () => world.run.now / 1000,
    nextTick: (callback: (...args: unknown[]) => unknown, ...args: unknown[]): void =>
      real.nextTick(() => guarded(world, 'A process.nextTick callback', () => callback(...args))),
    getBuiltinModule: (name: string) => builtin()(name),
  };
  for (const name of [
    'on',
    'once',
    'off',
    'addListener',
    'removeListener',
    'removeAllListeners',
    'emit',
    'listenerCount',
  ]) {
    own[name] = Reflect.get(listeners, name).bind(listeners);
  }
  return Object.create(real, Object.getOwnPropertyDescriptors(own));
}
