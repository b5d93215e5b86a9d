import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** CPU time of the process, and of its main thread, in milliseconds. */
export type CpuShare = { readonly mainMs: number; readonly totalMs: number };

/** Starts counting; the returned function tells what was used since. */
export function cpuSince(): () => CpuShare {
  const total = process.cpuUsage();
  const main = mainThreadMs();
  return () => {
    const { user, system } = process.cpuUsage(total);
    return { mainMs: mainThreadMs() - main, totalMs: (user + system) / 1000 };
  };
}

/**
 * The operating system's figure where it can be read, as other load on the machine does not
 * change it; elsewhere the time that the event loop was active.
 */
function mainThreadMs(): number {
  if (process.platform === 'linux') {
    try {
      const [runNs] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
      return Number(runNs) / 1e6;
    } catch {
      // A kernel without scheduler statistics.
    }
  }
  return performance.eventLoopUtilization().active;
}
