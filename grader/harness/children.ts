import childProcess, { type ChildProcess } from 'node:child_process';

type Spawning = { spawn: (options: object) => number };

/** All children that the attempt starts in this process from now on, in their order. */
export function watchChildren(): readonly ChildProcess[] {
  const children: ChildProcess[] = [];
  // What spawn, fork, exec and execFile come down to.
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (this: ChildProcess, options): number {
    children.push(this);
    return spawn.call(this, options);
  };
  return children;
}

/** Those of whose end nobody can have heard yet. */
export const running = (children: readonly ChildProcess[]): readonly ChildProcess[] =>
  children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** How many listeners there are on them, whatever the event. */
export const listenersOn = (children: readonly ChildProcess[]): number =>
  children
    .flatMap((child) => child.eventNames().map((event) => child.listenerCount(event)))
    .reduce((sum, count) => sum + count, 0);
