import childProcess from 'node:child_process';
import workerThreads, { type Worker } from 'node:worker_threads';

/** A call of `unref` on something that still runs: the program may end without it. */
export type Unreferenced = { readonly stack: string | undefined };

type Handle = { ref(): void; unref(): void };

/**
 * Notes from now on which of its worker threads and child processes this thread lets go with `unref`.
 * @returns finds the first such call whose thread or process still runs
 */
export function watchUnref(): () => Unreferenced | undefined {
  const calls = new Map<object, Unreferenced>();
  const watch = (prototype: Handle): void => {
    const { ref, unref } = prototype;
    prototype.unref = function () {
      calls.set(this, { stack: new Error('called here').stack });
      Reflect.apply(unref, this, []);
    };
    prototype.ref = function () {
      calls.delete(this);
      Reflect.apply(ref, this, []);
    };
  };
  watch(workerThreads.Worker.prototype);
  watch(childProcess.ChildProcess.prototype);
  return () => [...calls].find(([handle]) => isRunning(handle))?.[1];
}

function isRunning(handle: object): boolean {
  if (handle instanceof childProcess.ChildProcess) return handle.exitCode === null && handle.signalCode === null;
  return (handle as Worker).threadId !== -1;
}
