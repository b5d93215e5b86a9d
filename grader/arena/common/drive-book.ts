import { KnownOrders } from '../../explore/known-orders.ts';
import { switchesOf } from '../../explore/cost.ts';
import type { Actor, Dependent, Step } from '../../explore/model.ts';
import type { Exploration } from './exploration.ts';
import { OutcomeClasses, type RunResult } from './outcome-classes.ts';

/** The orders of one scenario with their ends, kept so that a drive can show what is still possible. */
export class DriveBook<Op> {
  readonly #orders: KnownOrders<Op>;
  readonly #ends: RunResult[] = [];
  readonly #pairs: boolean[] = [];

  constructor(dependent: Dependent<Op>) {
    this.#orders = new KnownOrders(dependent);
  }

  get isFull(): boolean {
    return this.#orders.isFull;
  }

  add(steps: readonly Step<Op>[], end: RunResult): void {
    if (!this.#orders.add(steps)) return;
    this.#ends.push(end);
    this.#pairs.push(steps.some(({ actor }) => actor < 0));
  }

  /**
   * The orders that can still follow, by their ends.
   * @param complete whether all orders are in the book
   * @param ways whether each end comes with the schedule to it that switches actors least
   */
  after(begun: readonly Actor[], complete: boolean, ways: boolean): Exploration {
    const classes = new OutcomeClasses();
    const possible = this.#orders.after(begun);
    for (const number of possible) {
      const rest = ways ? this.#orders.rest(number, begun) : [];
      const schedule = ways ? [...begun, ...rest] : [];
      classes.add(this.#ends[number] ?? {}, { schedule, cost: [switchesOf(rest)] });
    }
    const shared = possible.filter((number) => this.#pairs[number]).length;
    return { ...classes.exploration(complete && !this.isFull), ...(shared > 0 && { sharedTurns: shared }) };
  }

  /** Pairs of actors that share the next turn in some order. */
  pairs(begun: readonly Actor[]): readonly Actor[] {
    const some = this.#orders.after(begun).filter((number) => this.#pairs[number]);
    return [...this.#orders.next(some, begun)].filter((actor) => actor < 0);
  }
}
