/*
 * Node makes asynchronous calls on threads of its own, in whatever order: only who has waited for one knows that it is
 * over. So a call is made as late as can be, and the next one may overtake it.
 */

/** Pauses that go before a call that is under way: who sleeps in place of waiting gains nothing by it. */
const pausesBefore = 3;

export type Pauses = {
  /** Those that were begun and are not over. */
  readonly pending: () => number;
  /** Those that are over, so far. */
  readonly over: () => number;
};

type Begun = {
  readonly make: () => void;
  /** Count of pauses that are over when it waits for no further one. */
  readonly until: number;
  /** Each call lets one other go first, so that all come to their turn. */
  isOvertaken: boolean;
};

const nextTurn = setImmediate;

/** The asynchronous calls of a program that are not over yet. */
export class UnderWay {
  readonly #pauses: Pauses;
  readonly #begun: Begun[] = [];

  constructor(pauses: Pauses) {
    this.#pauses = pauses;
  }

  /** @param make makes the call */
  begin(make: () => void): void {
    this.#begun.push({ make, until: this.#pauses.over() + pausesBefore, isOvertaken: false });
    if (this.#begun.length === 1) nextTurn(() => this.#turn());
  }

  #turn(): void {
    if (!this.#isHeld()) {
      const overtaken = this.#begun.findIndex(({ isOvertaken }) => isOvertaken);
      const [next] = this.#begun.splice(overtaken, 1);
      for (const other of this.#begun) other.isOvertaken = true;
      next?.make();
    }
    if (this.#begun.length > 0) nextTurn(() => this.#turn());
  }

  #isHeld(): boolean {
    const over = this.#pauses.over();
    return this.#pauses.pending() > 0 && this.#begun.every(({ until }) => over < until);
  }
}
