import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/*
 * The clock for patience. Wall-clock time says little on a loaded machine: somebody may have been
 * silent because he was not let run. This clock stands still while a thread of the watched
 * processes wants to run and has to wait for a core.
 *
 * Linux tells (schedstat: time on a core, time in the queue for one); elsewhere it is a plain clock.
 */

/** Name of the threads that do not count: they look, every few milliseconds, and are no part of what is watched. */
const watcherName = 'lifeline';

/** The calling thread is a watcher. */
export function becomeWatcher(): void {
  try {
    writeFileSync('/proc/thread-self/comm', watcherName);
  } catch {
    // Not Linux: nobody looks at threads there.
  }
}

type Sample = { readonly onCore: number; readonly queued: number; readonly runnable: boolean };

export class UndisturbedClock {
  readonly #processes: () => readonly number[];
  #samples = new Map<string, Sample>();
  #last = performance.now();
  #elapsed = 0;

  /**
   * @param processes ids of those that are watched, at the time of each look
   */
  constructor(processes: () => readonly number[]) {
    this.#processes = processes;
    this.elapsed();
    this.#elapsed = 0;
  }

  /**
   * Milliseconds so far, in all of which everybody ran who wanted to. Look often: between two looks
   * the thread that waited longest counts.
   */
  elapsed(): number {
    const now = performance.now();
    const wall = now - this.#last;
    this.#last = now;
    const samples = this.#sample();
    let waited = 0;
    for (const [task, { onCore, queued, runnable }] of samples) {
      const before = this.#samples.get(task);
      // The time in the queue is told only when it is over.
      const still = runnable ? wall - (onCore - (before?.onCore ?? 0)) : 0;
      waited = Math.max(waited, queued - (before?.queued ?? 0), still);
    }
    this.#samples = samples;
    this.#elapsed += Math.max(0, wall - waited);
    return this.#elapsed;
  }

  /** CPU time of all watched threads that are alive, in milliseconds. */
  get onCore(): number {
    return [...this.#samples.values()].reduce((sum, { onCore }) => sum + onCore, 0);
  }

  #sample(): Map<string, Sample> {
    const samples = new Map<string, Sample>();
    if (process.platform !== 'linux') return samples;
    for (const pid of this.#processes()) {
      for (const task of tasksOf(pid)) {
        const sample = sampleOf(`/proc/${pid}/task/${task}`);
        if (sample) samples.set(`${pid}/${task}`, sample);
      }
    }
    return samples;
  }
}

function tasksOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function sampleOf(folder: string): Sample | undefined {
  try {
    const [onCore, queued] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ');
    const [, name, state] = /\((.*)\) (\w)/.exec(readFileSync(`${folder}/stat`, 'utf8')) ?? [];
    if (name === watcherName) return undefined;
    return { onCore: Number(onCore) / 1e6, queued: Number(queued) / 1e6, runnable: state === 'R' };
  } catch {
    // The thread has ended, or the kernel keeps no such figures.
    return undefined;
  }
}
