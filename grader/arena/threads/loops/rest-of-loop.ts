import { samePlace } from '../../../explore/operation.ts';
import type { Intent } from './loop-window.ts';

/**
 * Operations for which a loop is run on. Whoever gives up after so many tries mostly gives up after a
 * thousand; and as many take some milliseconds.
 */
const longest = 10_000;

/**
 * The iterations of a loop that all do the same, done in a row while nobody else moves. Compared is what
 * they do and not where in the code, which would cost a stack each time.
 */
export class RestOfLoop {
  readonly #iteration: readonly Intent[];
  #done = 0;
  #over = false;

  /** @param iteration the operations of one iteration, the next one first */
  constructor(iteration: readonly Intent[]) {
    this.#iteration = iteration;
  }

  /** Whether the thread's next operation still belongs to it. */
  includes(next: Intent | undefined): boolean {
    const expected = this.#iteration[this.#done % this.#iteration.length];
    if (next === undefined || expected === undefined || this.endless || this.#over) return false;
    if (next.kind !== expected.kind || next.value !== expected.value || !samePlace(next, expected)) return false;
    this.#done++;
    return true;
  }

  /** The thread does something else. */
  end(): void {
    this.#over = true;
  }

  /** Whether no end was found. */
  get endless(): boolean {
    return this.#done === longest;
  }
}
