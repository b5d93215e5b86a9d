import type { Actor, Dependent, Step } from './model.ts';

/**
 * Happens-before of one run, grown step by step: the order of each actor's own steps, `Step.after`,
 * and the order of dependent steps, closed transitively. Runs that share it are one Mazurkiewicz trace.
 *
 * Actors come and go, so a step has the set of all steps before it (one bit each), not a vector clock.
 */
export class PartialOrder<Op> {
  readonly #dependent: Dependent<Op>;
  readonly #steps: Step<Op>[] = [];
  /** `#past[j]` holds bit i where step i happens before step j; later runs reuse the rows. */
  readonly #past: Uint32Array[] = [];

  constructor(dependent: Dependent<Op>) {
    this.#dependent = dependent;
  }

  get length(): number {
    return this.#steps.length;
  }

  /** Whether step `earlier` happens before step `later`. */
  before(earlier: number, later: number): boolean {
    const row = this.#row(later);
    return has(row, earlier);
  }

  /** Forgets all steps from index `length` on. */
  truncate(length: number): void {
    this.#steps.length = Math.min(length, this.#steps.length);
  }

  /**
   * Adds the next step of the run.
   * @returns the steps that race with it, latest first: they are dependent, and nothing orders them
   *   but the schedule
   */
  push(step: Step<Op>): readonly number[] {
    const index = this.#steps.length;
    const row = this.#cleared(index);
    this.#join(row, this.#lastOf(step.actor));
    // Before the scan: what made this step possible can never come after it, so it is no race.
    this.#join(row, step.after ?? -1);

    this.#steps.push(step);
    const races: number[] = [];
    const enabling: number[] = [];
    for (let earlier = index - 1; earlier >= 0; earlier--) {
      if (has(row, earlier)) continue;
      const other = this.#steps[earlier];
      if (other === undefined || !this.#dependent(other.op, step.op)) continue;
      races.push(earlier);
      if (this.#canSwap(earlier, index)) this.#join(row, earlier);
      else enabling.push(earlier);
    }
    for (const earlier of enabling) this.#join(row, earlier);
    return races;
  }

  /**
   * Whether `later` could have come before `earlier`. If not, `earlier` made it possible (an unlock). Then what led
   * to `earlier` (the lock) must not count as ordered yet: the race is with that step.
   */
  #canSwap(earlier: number, later: number): boolean {
    const actor = this.#steps[later]?.actor;
    if (actor === undefined || this.#steps[earlier]?.enabled.includes(actor) === true) return true;
    return this.initials(earlier, later).some((starter) => starter !== actor);
  }

  /**
   * Who could have started, had everything that follows from step `earlier` been held back until
   * `later` was done: the actors of the first steps of what remains (the initials of source-DPOR).
   */
  initials(earlier: number, later: number): readonly Actor[] {
    const remaining = new Uint32Array((later >> 5) + 1);
    const actors: Actor[] = [];
    for (let index = earlier + 1; index <= later; index++) {
      const row = this.#row(index);
      const step = this.#steps[index];
      if (step === undefined || (index !== later && has(row, earlier))) continue;
      if (!meet(row, remaining, earlier >> 5)) actors.push(step.actor);
      add(remaining, index);
    }
    return actors;
  }

  #lastOf(actor: Actor): number {
    for (let index = this.#steps.length - 1; index >= 0; index--) {
      if (this.#steps[index]?.actor === actor) return index;
    }
    return -1;
  }

  #join(row: Uint32Array, index: number): void {
    if (index < 0 || has(row, index)) return;
    const past = this.#row(index);
    for (let word = 0; word < past.length; word++) row[word] = (row[word] ?? 0) | (past[word] ?? 0);
    add(row, index);
  }

  #row(index: number): Uint32Array {
    const row = this.#past[index];
    if (row === undefined) throw new RangeError(`Expected a step of the run, got ${index}`);
    return row;
  }

  #cleared(index: number): Uint32Array {
    const row = (this.#past[index] ??= new Uint32Array((index >> 5) + 1));
    return row.fill(0);
  }
}

function has(row: Uint32Array, index: number): boolean {
  return (((row[index >> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

function add(row: Uint32Array, index: number): void {
  row[index >> 5] = (row[index >> 5] ?? 0) | (1 << (index & 31));
}

/** Whether the two sets share a member, looking from word `from` on. */
function meet(a: Uint32Array, b: Uint32Array, from: number): boolean {
  for (let word = from; word < a.length; word++) {
    if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  }
  return false;
}
