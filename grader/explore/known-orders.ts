import { membersOf, type Actor, type Dependent, type Step } from './model.ts';
import { PartialOrder } from './partial-order.ts';

/** Most steps that are kept, of all orders together. */
const mostSteps = 4_000_000;

/** One order: its steps as they were taken, and for each step those that have to come right before it. */
type Order = { readonly actors: Int32Array; readonly needs: Int32Array; readonly needsFrom: Int32Array };

/**
 * Orders that were tried; tells which of them a run can still become.
 *
 * An order is a set of schedules that differ only by independent steps. A run can become it as long as the
 * steps taken are steps of it, each after all that has to come before it (the steps taken are then the
 * beginning of one of those schedules). So each order is counted once, however many schedules it has, and
 * before the first step all of them are possible: these are the orders that a verdict counts.
 */
export class KnownOrders<Op> {
  readonly #dependent: Dependent<Taken<Op>>;
  readonly #orders: Order[] = [];
  /** The last answers, each for a beginning of the next: questions are about neighbouring places. */
  readonly #answered: { readonly begun: readonly Actor[]; readonly possible: readonly number[] }[] = [];
  #steps = 0;

  constructor(dependent: Dependent<Op>) {
    // What shares a turn belongs to both actors.
    this.#dependent = (a, b) =>
      membersOf(a.actor).some((one) => membersOf(b.actor).some((other) => one === other)) || dependent(a.op, b.op);
  }

  /** Whether it keeps no more: some that were tried are then missing. */
  get isFull(): boolean {
    return this.#steps >= mostSteps;
  }

  get size(): number {
    return this.#orders.length;
  }

  /**
   * Keeps the order of a complete run; its number is the `size` before.
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
        // What one of these needs is implied.
        if (!needs.slice(own).some((between) => partial.before(earlier, between))) needs.push(earlier);
      }
      needsFrom[index + 1] = needs.length;
    }
    const actors = Int32Array.from(steps, ({ actor }) => actor);
    this.#orders.push({ actors, needs: Int32Array.from(needs), needsFrom });
    return true;
  }

  /** Numbers of the orders that a run which began with these steps can still become. */
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

  /** What is left of an order that is still possible, as one of its schedules. */
  rest(number: number, begun: readonly Actor[]): readonly Actor[] {
    const order = this.#orders[number];
    const done = order && doneIn(order, begun);
    if (order === undefined || done === undefined) return [];
    return [...order.actors].filter((_, index) => done[index] !== 1);
  }

  /** Who may take the next step in some of the orders: actors, and pairs of them that share a turn. */
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

/** Which steps of the order were taken; `undefined` where the run cannot become it. */
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
