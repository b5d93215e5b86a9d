import type { Board } from './board.ts';
import { ownCpuUs, taskCpuUs } from './cpu-time.ts';

/** CPU time of another process of the run that was seen, in milliseconds. */
export type ProcessCpu = { readonly process: number; readonly ms: number };

/** CPU time of a real run, in milliseconds; other load on the machine does not change it. */
export type CpuShare = {
  readonly mainMs: number;
  /** All threads of the arena. */
  readonly totalMs: number;
  /** Worker threads that reported themselves, by number. */
  readonly threads: readonly { readonly thread: number; readonly ms: number }[];
};

export type CpuBalance = {
  /** Busiest ÷ total: 1 when one did everything, 1/n when n shared it evenly. */
  readonly span: number;
  /** The main thread's share of the total. */
  readonly mainShare: number;
  /** Busiest worker ÷ an equal share for each. */
  readonly imbalance: number;
};

/** Starts counting. @returns tells the CPU time used since then */
export function cpuSince(board: Board): () => CpuShare {
  const total = process.cpuUsage();
  const main = ownCpuUs();
  return () => {
    const { user, system } = process.cpuUsage(total);
    const threads = board
      .threads()
      .map(({ thread, task, cpuUs }) => ({ thread, ms: (taskCpuUs(task) ?? cpuUs) / 1000 }));
    return { mainMs: (ownCpuUs() - main) / 1000, totalMs: (user + system) / 1000, threads };
  };
}

/** How the work was spread over the workers, be they threads or processes. */
export function balanceOf({ mainMs, threads }: CpuShare, processes: readonly ProcessCpu[] = []): CpuBalance {
  const workers = [...threads, ...processes].map(({ ms }) => ms);
  const all = [mainMs, ...workers];
  const total = sum(all);
  const busiest = Math.max(...workers, 0);
  return {
    span: total === 0 ? 1 : Math.max(...all) / total,
    mainShare: total === 0 ? 0 : mainMs / total,
    imbalance: sum(workers) === 0 ? 1 : busiest / (sum(workers) / workers.length),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
