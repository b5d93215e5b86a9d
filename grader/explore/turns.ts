import type { Plan, Step } from './model.ts';
import { replay, type Strategy } from './strategy.ts';

const longestTurn = 4;
/** Steps taken in turns: enough to show that the threads keep each other busy without end. */
const length = 200;

/**
 * Schedules in which all actors take turns of a few steps. A search varies the end of a run first, so it finds last
 * that threads keep each other busy from the beginning, each undoing just in time what the other did.
 */
export class Turns<Op> implements Strategy<Op> {
  readonly #tails: { readonly quantum: number; readonly first: number }[] = Array.from(
    { length: longestTurn },
    (_, index) => index + 1,
  ).flatMap((quantum) => Array.from({ length: quantum }, (_, index) => ({ quantum, first: index + 1 })));

  next(): Plan<Op> | undefined {
    const [tail] = this.#tails;
    return tail && { ...replay<Op>([]), tail: { kind: 'turns', ...tail, length } };
  }

  record(_steps: readonly Step<Op>[]): void {
    this.#tails.shift();
  }
}
