import { membersOf, type Actor, type Dependent, type Step } from './model.ts';
import { PartialOrder } from './partial-order.ts';

/** The most steps to keep, over all orders. */
const mostSteps = 4_000_000;

/**
 * One order: the actors of its steps as taken, and for each step those that directly precede it (in `needs`, from
 * `needsFrom[step]` on).
 */
type Order = { readonly actors: Int32Array; readonly needs: Int32Array; readonly needsFrom: Int32Array };

/**
 * The orders tried so far; it tells which of them a run can still become.
 *
 * An order is a set of schedules that differ only in when independent steps happen. A run can still become an order
 * if every step taken belongs to it and came after all the steps that must precede it: the steps taken then begin one
 * of the order's schedules. So each order counts once, however many schedules it has. Before the first step all
 * orders are possible: those are the orders that a verdict counts.
 */
export class KnownOrders<Op> {
  readonly #dependent: Dependent<Taken<Op>>;
  readonly #orders: Order[] = [];
  /**
   * The last answers, each for a beginning of the next one's steps: successive questions concern neighbouring places.
   */
  readonly #answered: { readonly begun: readonly Actor[]; readonly possible: readonly number[] }[] = [];
  #steps = 0;

  constructor(dependent: Dependent<Op>) {
    // A step that two actors share belongs to both.
    this.#dependent = (a, b) =>
      membersOf(a.actor).some((one) => membersOf(b.actor).some((other) => one === other)) || dependent(a.op, b.op);
  }

  /** Whether there is no more room: some orders that were tried are then missing. */
  get isFull(): boolean {
    return this.#steps >= mostSteps;
  }

  get size(): number {
    return this.#orders.length;
  }

  /**
   * Keeps the order of a complete run; its number is the `size` before the call.
   * @returns whether there was room for it
   */
  add(steps: readonly Step<Op>[]): boolean {
    if (this.isFull) return false;
    this.#answered.length = 0;
    this.#steps += steps.length;
    const partial = new PartialOrder(this.#dependent);
    const needs: number[] = [];
    const needsFrom = new Int32Array(steps.length + 1);
    for (const [index, step] of steps.entries()) {
      partial.push({ ...step, op: { op: step.op, actor: step.actor } });
      const own = needs.length;
      for (let earlier = index - 1; earlier >= 0; earlier--) {
        if (!partial.before(earlier, index)) continue;
        // A step that one of these already needs is implied.
        if (!needs.slice(own).some((between) => partial.before(earlier, between))) needs.push(earlier);
      }
      needsFrom[index + 1] = needs.length;
    }
    const actors = Int32Array.from(steps, ({ actor }) => actor);
    this.#orders.push({ actors, needs: Int32Array.from(needs), needsFrom });
    return true;
  }

  /** Numbers of the orders that a run can still become after these steps. */
  after(begun: readonly Actor[]): readonly number[] {
    let known = this.#answered.at(-1);
    while (known && !isBeginning(known.begun, begun)) {
      this.#answered.pop();
      known = this.#answered.at(-1);
    }
    if (known?.begun.length === begun.length) return known.possible;
    // What was ruled out stays ruled out.
    const possible = (known?.possible ?? [...this.#orders.keys()]).filter((number) => {
      const order = this.#orders[number];
      return order && doneIn(order, begun);
    });
    this.#answered.push({ begun: [...begun], possible });
    return possible;
  }

  /** The actors still to come in an order that is still possible, as in one of its schedules; else none. */
  rest(number: number, begun: readonly Actor[]): readonly Actor[] {
    const order = this.#orders[number];
    const done = order && doneIn(order, begun);
    if (order === undefined || done === undefined) return [];
    return [...order.actors].filter((_, index) => done[index] !== 1);
  }

  /** Who may take the next step in at least one of these orders: single actors, and pairs that share a turn. */
  next(numbers: readonly number[], begun: readonly Actor[]): ReadonlySet<Actor> {
    const found = new Set<Actor>();
    for (const number of numbers) {
      const order = this.#orders[number];
      const done = order && doneIn(order, begun);
      if (order === undefined || done === undefined) continue;
      for (const [index, actor] of order.actors.entries()) {
        if (done[index] !== 1 && isReady(order, index, done)) found.add(actor);
      }
    }
    return found;
  }
}

const isBeginning = (short: readonly Actor[], long: readonly Actor[]): boolean =>
  short.length <= long.length && short.every((actor, index) => actor === long[index]);

type Taken<Op> = { readonly op: Op; readonly actor: Actor };

/** Flags the order's steps that were taken, a byte for each; `undefined` if the run can no longer become this order. */
function doneIn(order: Order, begun: readonly Actor[]): Uint8Array | undefined {
  const { actors } = order;
  const done = new Uint8Array(actors.length);
  let first = 0;
  for (const actor of begun) {
    while (done[first] === 1) first++;
    let index = first;
    while (index < actors.length && (done[index] === 1 || actors[index] !== actor)) index++;
    if (index === actors.length || !isReady(order, index, done)) return undefined;
    done[index] = 1;
  }
  return done;
}

function isReady({ needs, needsFrom }: Order, index: number, done: Uint8Array): boolean {
  for (let at = needsFrom[index] ?? 0; at < (needsFrom[index + 1] ?? 0); at++) {
    if (done[needs[at] ?? 0] !== 1) return false;
  }
  return true;
}
