import type { Order, MemoryRange } from '../../../explore/operation.ts';

/** `site`: where in the text, by number; absent: two that are alike come from one place. */
type Place = MemoryRange & { readonly site?: number };

/** What a thread of a test program asks for; it goes on when the machine has done it. */
export type Request =
  | (Place & { readonly kind: 'load'; readonly order: Order })
  | (Place & { readonly kind: 'store'; readonly order: Order; readonly value: number })
  | (Place & { readonly kind: 'rmw'; readonly update: (old: number) => number })
  | (Place & { readonly kind: 'cas'; readonly expected: number; readonly value: number })
  | (Place & { readonly kind: 'wait'; readonly expected: number; readonly timeout: number })
  | (Place & { readonly kind: 'notify'; readonly count: number })
  | { readonly kind: 'post'; readonly port: number; readonly message: number }
  | { readonly kind: 'receive'; readonly port: number }
  | { readonly kind: 'spawn' | 'join' | 'exit'; readonly thread: number }
  | { readonly kind: 'mark'; readonly matter: number };

type Answer = number | WaitAnswer;
export type WaitAnswer = 'ok' | 'not-equal' | 'timed-out';

/** One thread, as a generator of requests; what it returns is part of the outcome. */
export type Thread = Generator<Request, unknown, Answer>;

/** A test program: how to start each thread. Thread 0 to n-1, all of them running at once. */
export type Program = {
  readonly threads: readonly (() => Thread)[];
  /** Words that do not start at zero. */
  readonly memory?: Readonly<Record<number, number>>;
  /** Threads that only run once another one has spawned them. */
  readonly dormant?: readonly number[];
  /** Threads that are interchangeable: each takes its first step only after the one before it. */
  readonly alike?: readonly number[];
};

type Asks<Result> = Generator<Request, Result, Answer>;

/** The 32-bit word of buffer 0 at `index`. */
export function word(index: number): MemoryRange {
  return { buffer: 0, byte: 4 * index, size: 4 };
}

export function* load(index: number, order: Order = 'sc'): Asks<number> {
  return Number(yield { kind: 'load', order, ...word(index) });
}

export function* store(index: number, value: number, order: Order = 'sc'): Asks<void> {
  yield { kind: 'store', order, value, ...word(index) };
}

export function* add(index: number, amount: number): Asks<number> {
  return Number(yield { kind: 'rmw', update: (old) => old + amount, ...word(index) });
}

export function* exchange(index: number, value: number): Asks<number> {
  return Number(yield { kind: 'rmw', update: () => value, ...word(index) });
}

/** @returns the old value, as `Atomics.compareExchange` does */
export function* cas(index: number, expected: number, value: number): Asks<number> {
  return Number(yield { kind: 'cas', expected, value, ...word(index) });
}

export function* wait(index: number, expected: number, timeout = Infinity): Asks<WaitAnswer> {
  const answer = yield { kind: 'wait', expected, timeout, ...word(index) };
  return typeof answer === 'number' ? 'ok' : answer;
}

export function* notify(index: number, count = Infinity): Asks<number> {
  return Number(yield { kind: 'notify', count, ...word(index) });
}

export function* post(port: number, message: number): Asks<void> {
  yield { kind: 'post', port, message };
}

/** Blocks until there is a message. */
export function* receive(port: number): Asks<number> {
  return Number(yield { kind: 'receive', port });
}

export function* spawn(thread: number): Asks<void> {
  yield { kind: 'spawn', thread };
}

export function* join(thread: number): Asks<void> {
  yield { kind: 'join', thread };
}

export function* mark(matter: number): Asks<void> {
  yield { kind: 'mark', matter };
}
