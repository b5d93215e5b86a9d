import { readFileSync, readlinkSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/*
 * CPU time by thread: the operating system's figure where available, because other load on the machine does not
 * change it; elsewhere the time that the thread's event loop was active.
 */

type WithThreadCpu = { threadCpuUsage?: () => { user: number; system: number } };

/** CPU time of the calling thread so far, in microseconds. */
export function ownCpuUs(): number {
  const usage = (process as WithThreadCpu).threadCpuUsage?.();
  if (usage) return usage.user + usage.system;
  return (
    taskCpuUs(isMainThread ? process.pid : ownTask()) ?? Math.round(performance.eventLoopUtilization().active * 1000)
  );
}

/** The system's number of the calling thread; 0 if unknown. */
export function ownTask(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

/** CPU time of a thread of this process, in microseconds, by the system's number; `undefined` when it is gone. */
export function taskCpuUs(task: number): number | undefined {
  if (process.platform !== 'linux' || task === 0) return undefined;
  try {
    return Math.round(Number(readFileSync(`/proc/self/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000);
  } catch {
    return undefined;
  }
}
