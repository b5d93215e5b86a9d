/**
 * The operations of instrument S: what one thread does to shared memory, as the search, the race detector and the
 * reports see it. They travel through shared memory as plain numbers; `kinds` gives each kind its number.
 */
export const kinds = [
  'load',
  'store',
  'rmw',
  'cas',
  'cas-failed',
  'wait',
  'wait-not-equal',
  'notify',
  'notify-none',
  'timeout',
  'post',
  'deliver',
  'spawn',
  'exit',
  'join',
  'mark',
] as const;

export type Kind = (typeof kinds)[number];

/** What an element of a typed array holds. */
export type Value = number | bigint;

/** `sc`: by `Atomics`; `plain`: by an ordinary read or write. */
export type Order = 'sc' | 'plain';

/** Bytes of a shared buffer: its number, the first byte and how many. */
export type MemoryRange = { readonly buffer: number; readonly byte: number; readonly size: number };

export type Operation = {
  /** The thread that does it; a thread may be several actors (its promises, its messages). */
  readonly lane: number;
} & (
  | (MemoryRange & { readonly kind: 'load'; readonly order: Order; readonly read: Value })
  | (MemoryRange & { readonly kind: 'store'; readonly order: Order; readonly wrote: Value })
  /** `add`, `sub`, `and`, `or`, `xor`, `exchange`. */
  | (MemoryRange & { readonly kind: 'rmw'; readonly read: Value; readonly wrote: Value })
  /** `compareExchange` that found what it expected. */
  | (MemoryRange & { readonly kind: 'cas'; readonly read: Value; readonly wrote: Value })
  | (MemoryRange & { readonly kind: 'cas-failed'; readonly read: Value })
  /** `wait` (or `waitAsync`) that found its value and joined the waiters. */
  | (MemoryRange & { readonly kind: 'wait'; readonly read: Value })
  | (MemoryRange & { readonly kind: 'wait-not-equal'; readonly read: Value })
  /** `notify` that woke `woken` waiters, at least one. */
  | (MemoryRange & { readonly kind: 'notify'; readonly woken: number })
  | (MemoryRange & { readonly kind: 'notify-none' })
  /** A waiter gives up; its own step. */
  | (MemoryRange & { readonly kind: 'timeout' })
  /** A message goes into a port's queue, or the first in it is handed to its thread. */
  | { readonly kind: 'post' | 'deliver'; readonly port: number }
  /**
   * `spawn`: the lane starts `thread`; `exit`: the lane ends, and is `thread` itself; `join`: it has seen `thread`
   * end.
   */
  | { readonly kind: 'spawn' | 'exit' | 'join'; readonly thread: number }
  /** The scenario notes that it got here; the order of all notes on one `matter` is part of the outcome. */
  | { readonly kind: 'mark'; readonly matter: number }
);

export function isPlain(op: Operation): boolean {
  return 'order' in op && op.order === 'plain';
}

export function hasRange(op: Operation): op is Operation & MemoryRange {
  return 'byte' in op;
}

export function overlaps(a: MemoryRange, b: MemoryRange): boolean {
  return a.buffer === b.buffer && a.byte < b.byte + b.size && b.byte < a.byte + a.size;
}

export function sameRange(a: MemoryRange, b: MemoryRange): boolean {
  return a.buffer === b.buffer && a.byte === b.byte && a.size === b.size;
}
