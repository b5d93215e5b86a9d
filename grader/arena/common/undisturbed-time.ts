import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { TaskSamples, type TaskSample } from './task-samples.ts';

/*
 * The clock for patience. Wall-clock time says little on a loaded machine: a silent thread may only lack a core. This
 * clock stands still while a thread of the watched processes wants to run but has to wait for a core.
 *
 * Linux reports this (schedstat: time on a core, time in the queue for one); elsewhere this is a plain clock.
 */

/** Name of the threads that do not count: they look every few milliseconds, and nothing watches them. */
const watcherName = 'lifeline';

const mainTask = `${process.pid}/${process.pid}`;

/** Makes the calling thread a watcher. */
export function becomeWatcher(): void {
  try {
    writeFileSync('/proc/thread-self/comm', watcherName);
  } catch {
    // Not Linux: there, no clock looks at threads.
  }
}

export class UndisturbedClock {
  readonly #processes: () => readonly number[];
  readonly #tasks = new TaskSamples();
  #samples = new Map<string, TaskSample>();
  #before = new Map<string, TaskSample>();
  #last = performance.now();
  #elapsed = 0;

  /** @param processes returns the ids of the watched processes; called at each look */
  constructor(processes: () => readonly number[]) {
    this.#processes = processes;
    this.elapsed();
    this.#elapsed = 0;
  }

  /**
   * Milliseconds so far during which every thread that wanted to run did run. Call it often: between two looks, the
   * thread that waited longest counts.
   */
  elapsed(): number {
    const now = performance.now();
    const wall = now - this.#last;
    this.#last = now;
    const samples = this.#sample();
    let waited = 0;
    for (const [task, { onCore, queued, state }] of samples) {
      const before = this.#samples.get(task);
      // The system reports time in the queue only once the thread has left it.
      const still = state === 'R' ? wall - (onCore - (before?.onCore ?? 0)) : 0;
      waited = Math.max(waited, queued - (before?.queued ?? 0), still);
    }
    this.#before = this.#samples;
    this.#samples = samples;
    this.#elapsed += Math.max(0, wall - waited);
    return this.#elapsed;
  }

  /** The elapsed milliseconds as of the last look. */
  get now(): number {
    return this.#elapsed;
  }

  /** Whether the system says what threads are doing. */
  get knowsStates(): boolean {
    return this.#samples.size > 0;
  }

  /** Whether the last look saw processes other than the calling one. */
  get watchesOthers(): boolean {
    return [...this.#samples.keys()].some((task) => !task.startsWith(`${process.pid}/`));
  }

  /** Whether the calling process' main thread waited for something at the last look. */
  get mainSleeps(): boolean {
    const main = this.#samples.get(mainTask);
    return main === undefined || main.state === 'S';
  }

  /**
   * Whether at the last look all watched threads but the calling process' main thread waited for something, and had
   * done nothing since the look before.
   * @param restless the system's numbers of threads that wait, but wake up now and then to check whether they still
   *   must
   * @param ignored the system's numbers of threads that may do anything
   */
  othersRested(restless: ReadonlySet<number>, ignored: ReadonlySet<number>): boolean {
    for (const [key, { state, onCore }] of this.#samples) {
      const id = Number(key.split('/')[1]);
      if (key === mainTask || ignored.has(id)) continue;
      const before = this.#before.get(key);
      const mayMove = before !== undefined && restless.has(id);
      if (state !== 'S' || !(mayMove || before?.onCore === onCore)) return false;
    }
    return true;
  }

  /** CPU time of all watched threads that are alive, in milliseconds. */
  get onCore(): number {
    return [...this.#samples.values()].reduce((sum, { onCore }) => sum + onCore, 0);
  }

  /** Call it after the last look. */
  close(): void {
    this.#tasks.close();
  }

  #sample(): Map<string, TaskSample> {
    const samples = process.platform === 'linux' ? this.#tasks.look(this.#processes()) : new Map<string, TaskSample>();
    for (const [task, { name }] of samples) if (name === watcherName) samples.delete(task);
    return samples;
  }
}
