import { sameRange } from '../../../explore/operation.ts';
import type { Intent, Iteration } from '../../../explore/loop-window.ts';

/**
 * The most operations for which a loop is continued. Code that gives up after a number of tries usually does so
 * within a thousand; this many take some milliseconds.
 */
const longest = 10_000;

/**
 * The iterations of a loop that all do the same, run in a row while no other thread moves. Their operations are
 * compared, not their places in the code: that would cost a stack each time.
 */
export class RestOfLoop {
  readonly #iteration: Iteration;
  #done = 0;
  #over = false;

  /** @param iteration the last iteration, whose first operation comes next */
  constructor(iteration: Iteration) {
    this.#iteration = iteration;
  }

  /** Includes the thread's next operation if that still belongs to the loop. @returns whether it does */
  takes(next: Intent | undefined): boolean {
    const { intents } = this.#iteration;
    const expected = intents[this.#done % intents.length];
    if (next === undefined || expected === undefined || this.endless || this.#over) return false;
    if (next.kind !== expected.kind || next.value !== expected.value || !sameRange(next, expected)) return false;
    this.#done++;
    return true;
  }

  /** Ends the rest: the thread does something else. */
  end(): void {
    this.#over = true;
  }

  /** How many operations of an iteration have to be done first, so that the rest leaves memory unchanged. */
  get begun(): number {
    return this.#iteration.idle ? 0 : this.#done % this.#iteration.intents.length;
  }

  /** Whether no end was found. */
  get endless(): boolean {
    return this.#done === longest;
  }
}
