import { chance } from './chance.ts';
import type { Plan, Step } from './model.ts';
import { replay, type Strategy } from './strategy.ts';

/** How often priorities change in a run: PCT's d - 1 for bugs of depth d = 3. */
const changes = 2;

/**
 * Schedules by fixed-seed chance, without end: in turn uniformly random and PCT (Burckhardt, Kothari,
 * Musuvathi, Nagarakatti: A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010).
 * The former finds more in small programs, the latter in large ones. The seeds are 0, 1, 2, …, so the
 * schedules are the same in every exploration.
 */
export class Sampling<Op> implements Strategy<Op> {
  #runs = 0;
  /** Length of the longest run so far, in steps: within it the priorities of the next run may change. */
  #length: number;

  /** @param length about how many steps a run has */
  constructor(length: number) {
    this.#length = length;
  }

  next(): Plan<Op> {
    const seed = this.#runs;
    if (seed % 2 === 0) return { ...replay<Op>([]), tail: { kind: 'random', seed } };
    const points = Array.from({ length: changes }, (_, index) => Math.floor(chance(seed, -2 - index) * this.#length));
    return { ...replay<Op>([]), tail: { kind: 'priority', seed, changes: points } };
  }

  record(steps: readonly Step<Op>[]): void {
    this.#runs++;
    this.#length = Math.max(this.#length, steps.length);
  }
}
