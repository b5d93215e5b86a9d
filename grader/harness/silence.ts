import { availableParallelism } from 'node:os';
import { processTree } from '../arena/common/process-tree.ts';
import { UndisturbedClock } from '../arena/common/undisturbed-time.ts';

/** Share of the limit that passes before the first look, as looks are expensive. */
const trust = 0.5;
const lookMs = 200;

/**
 * How long an arena has been silent. A correct attempt that shares its core with many others may need long to report
 * again, so what counts is time in which none of its threads waited for a core; or CPU time, as threads that loop for
 * ever take cores from each other.
 */
export class Silence {
  readonly #pid: number;
  readonly #limitMs: number;
  #began = performance.now();
  #clock: UndisturbedClock | undefined;
  #offset = 0;
  #cpu = 0;
  #looked = 0;

  /** @param seconds the limit */
  constructor(pid: number | undefined, seconds: number) {
    this.#pid = pid ?? 0;
    this.#limitMs = seconds * 1000;
  }

  /** A sign of life. */
  broken(): void {
    this.#began = performance.now();
    this.end();
  }

  /** Nothing is expected from the arena any more. */
  end(): void {
    this.#clock?.close();
    this.#clock = undefined;
  }

  isTooLong(): boolean {
    const now = performance.now();
    const wall = now - this.#began;
    if (wall < this.#limitMs * trust || now - this.#looked < lookMs) return false;
    this.#looked = now;
    if (!this.#clock) {
      this.#clock = new UndisturbedClock(() => [this.#pid, ...processTree(this.#pid)]);
      this.#offset = wall;
      this.#cpu = this.#clock.onCore;
    }
    const undisturbed = this.#offset + this.#clock.elapsed();
    const cpu = this.#offset + (this.#clock.onCore - this.#cpu) / availableParallelism();
    return undisturbed >= this.#limitMs || cpu >= this.#limitMs;
  }
}
