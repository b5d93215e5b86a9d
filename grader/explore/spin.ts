import { overlaps, sameRange, type Operation, type MemoryRange, type Value } from './operation.ts';

/** How many equal iterations of a waiting loop are run before the next one is parked; `exact`: all of them. */
export type Patience = number | 'exact';

/** What a thread is about to do, as far as it can be told before it is done. */
export type Attempt = MemoryRange & {
  readonly kind: 'load' | 'cas' | 'wait' | 'notify';
  /** What `cas` and `wait` compare with. */
  readonly expected?: Value;
  /** Where in the code, by number: what is asked for at two places is no iteration of one loop. */
  readonly site?: number;
};

/** One look at memory that changed nothing. */
type Look = {
  readonly attempt: Attempt;
  readonly saw: Value;
  /** Somebody has written there since. */
  stale: boolean;
};

/**
 * Notices that a thread waits in a loop: since its own last write it did the same looks over and over,
 * with the same answers, and nothing it looked at has changed since. The next look would say the same
 * again, so the thread is parked until somebody disturbs one of these looks.
 *
 * The first iterations always run: a look that finds nothing new is an order of its own, and check-then-act
 * bugs live there. A loop that counts its iterations is exact as long as it ends within `patience`.
 */
export class SpinWindow {
  readonly #patience: Patience;
  #looks: Look[] = [];

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** The thread itself did `attempt`, which turned out to be `op`; no attempt: some other operation. */
  did(op: Operation, attempt?: Attempt): void {
    if (this.#patience === 'exact') return;
    const saw = answer(op);
    if (attempt === undefined || saw === undefined) this.#looks = [];
    else this.#looks.push({ attempt, saw, stale: false });
  }

  /** Another thread did `op`. */
  saw(op: Operation): void {
    for (const look of this.#looks) if (disturbs(op, look.attempt)) look.stale = true;
  }

  /** The looks to guard, where the thread is to be parked before `next`; else `undefined`. */
  watch(next: Attempt): readonly Attempt[] | undefined {
    if (this.#patience === 'exact') return undefined;
    const end = this.#looks.length;
    for (let period = 1; period * this.#patience <= end; period++) {
      const start = this.#looks[end - period];
      if (start === undefined || !sameAttempt(start.attempt, next)) continue;
      const window = this.#looks.slice(end - period);
      if (window.some((look) => look.stale) || !this.#repeats(period, this.#patience)) continue;
      const attempts = window.map((look) => look.attempt);
      return attempts.filter((attempt, index) => attempts.findIndex((other) => sameLook(other, attempt)) === index);
    }
    return undefined;
  }

  #repeats(period: number, patience: number): boolean {
    const looks = this.#looks.slice(-period * patience);
    return looks.every((look, index) => {
      const again = looks[index + period];
      return again === undefined || (sameAttempt(look.attempt, again.attempt) && look.saw === again.saw);
    });
  }
}

/** Whether `op` may change what `look` says. */
export function disturbs(op: Operation, look: Attempt): boolean {
  switch (op.kind) {
    case 'store':
    case 'rmw':
    case 'cas':
      return look.kind !== 'notify' && overlaps(op, look);
    case 'wait':
      return look.kind === 'notify' && overlaps(op, look);
    default:
      return false;
  }
}

/** What a look said; `undefined` where the operation changed something. */
function answer(op: Operation): Value | undefined {
  switch (op.kind) {
    case 'load':
    case 'cas-failed':
    case 'wait-not-equal':
      return op.read;
    case 'notify-none':
      return 0;
    default:
      return undefined;
  }
}

function sameAttempt(a: Attempt, b: Attempt): boolean {
  return a.site === b.site && sameLook(a, b);
}

function sameLook(a: Attempt, b: Attempt): boolean {
  return a.kind === b.kind && sameRange(a, b) && a.expected === b.expected;
}
