/*
 * Node makes asynchronous calls on threads of its own, in any order: only code that has waited for a call knows that
 * it is over. So a call is made as late as possible, and the next one may overtake it. In each turn of the loop one
 * call is made, or one pause ends; which one depends on the program alone.
 */

/** How many pauses end before a call that is under way is made, so that sleeping in place of waiting gains nothing. */
const pausesBefore = 3;

export type Pauses = {
  readonly isPending: () => boolean;
  /** Whether a program with nothing else to do waits for one of them. */
  readonly keepsAlive: () => boolean;
  /** How many pauses are over so far. */
  readonly over: () => number;
  /** Ends the pause that is due first. */
  readonly endFirst: () => void;
  /** @param listener called for each pause that begins */
  readonly onBegun: (listener: () => void) => void;
};

type Begun = {
  readonly make: () => void;
  /** When this many pauses are over, the call waits for no more of them. */
  readonly until: number;
  /** Each call lets one other go first, so that all get their turn. */
  isOvertaken: boolean;
};

const nextTurn = setImmediate;

/** The asynchronous calls and pauses of a program that are not over yet. */
export class UnderWay {
  readonly #pauses: Pauses;
  readonly #begun: Begun[] = [];
  #isAwake = false;

  constructor(pauses: Pauses) {
    this.#pauses = pauses;
    pauses.onBegun(() => this.#wake());
  }

  /** @param make makes the call */
  begin(make: () => void): void {
    this.#begun.push({ make, until: this.#pauses.over() + pausesBefore, isOvertaken: false });
    this.#wake();
  }

  #wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    nextTurn(() => {
      this.#isAwake = false;
      try {
        this.#turn();
      } finally {
        if (this.#isAlive) this.#wake();
      }
    });
  }

  get #isAlive(): boolean {
    return this.#begun.length > 0 || this.#pauses.keepsAlive();
  }

  #turn(): void {
    if (!this.#isAlive) return;
    if (this.#isHeld()) return this.#pauses.endFirst();
    const overtaken = this.#begun.findIndex(({ isOvertaken }) => isOvertaken);
    const [next] = this.#begun.splice(overtaken, 1);
    for (const other of this.#begun) other.isOvertaken = true;
    next?.make();
  }

  #isHeld(): boolean {
    const over = this.#pauses.over();
    return this.#pauses.isPending() && this.#begun.every(({ until }) => over < until);
  }
}
