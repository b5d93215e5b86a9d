import type { Actor } from '../../../explore/model.ts';
import { hasRange, kinds, type Operation, type Value } from '../../../explore/operation.ts';

/** Which method of its kind an operation was, or that the access may be torn; only for the reader. */
export const verbs = [
  '',
  'add',
  'sub',
  'and',
  'or',
  'xor',
  'exchange',
  'start',
  'wake',
  'refused',
  'tearing',
  'close',
] as const;
export type Verb = (typeof verbs)[number];

/** One operation that a run did. */
export type Entry = {
  readonly actor: Actor;
  /** Bit a: actor a could have taken this step. Zero: no choice was made, the thread just continued. */
  readonly enabled: number;
  /** Index of the entry that made this one possible. */
  readonly after?: number | undefined;
  readonly op: Operation;
  readonly verb?: Verb | undefined;
  /** What the operation was given: the summand of `add`, what `compareExchange` expected. */
  readonly operand?: Value | undefined;
  /** The actor that sleeps from a `wait` on: the thread, or one of its promises. */
  readonly waiter?: Actor | undefined;
  /** Whether it was done only because no other actor could continue. */
  readonly forced?: boolean;
  /** Whether it was repeated in vain, with no other thread moving, until the thread gave up. */
  readonly gaveUp?: boolean;
};

/** Operations of one run, including those that were not a choice. */
export const maxEntries = 32_768;

const wordsPerEntry = 16;
const none = -1;
const bigints = 1;
const plain = 2;
const withOperand = 4;
const isForced = 8;
const inVain = 16;

/** Operations in shared memory, a record of fixed size each. */
export class Records {
  readonly #words: Int32Array;
  readonly #numbers: Float64Array;
  readonly #bigints: BigInt64Array;

  static bytes(entries: number): number {
    return entries * wordsPerEntry * Int32Array.BYTES_PER_ELEMENT;
  }

  constructor(buffer: SharedArrayBuffer, byteOffset: number, entries: number) {
    this.#words = new Int32Array(buffer, byteOffset, entries * wordsPerEntry);
    this.#numbers = new Float64Array(buffer, byteOffset, (entries * wordsPerEntry) / 2);
    this.#bigints = new BigInt64Array(buffer, byteOffset, (entries * wordsPerEntry) / 2);
  }

  write(index: number, { actor, enabled, after, op, verb, operand, waiter, forced, gaveUp }: Entry): void {
    const words = this.#words;
    const base = index * wordsPerEntry;
    const read = 'read' in op ? op.read : 0;
    const wrote = 'wrote' in op ? op.wrote : 0;
    const big = typeof read === 'bigint' || typeof wrote === 'bigint' || typeof operand === 'bigint';
    words[base] = actor;
    words[base + 1] = enabled;
    words[base + 2] = after ?? none;
    words[base + 3] = kinds.indexOf(op.kind);
    words[base + 4] = op.lane;
    if (hasRange(op)) {
      words[base + 5] = op.buffer;
      words[base + 6] = op.byte;
      words[base + 7] = op.size;
    } else {
      words[base + 5] = 'port' in op ? op.port : 'thread' in op ? op.thread : op.matter;
    }
    words[base + 8] =
      (big ? bigints : 0) |
      ('order' in op && op.order === 'plain' ? plain : 0) |
      (operand === undefined ? 0 : withOperand) |
      (forced ? isForced : 0) |
      (gaveUp ? inVain : 0);
    words[base + 9] =
      op.kind === 'notify' ? op.woken : op.kind === 'wait' ? (waiter ?? actor) : verbs.indexOf(verb ?? '');
    this.#put(base + 10, read);
    this.#put(base + 12, wrote);
    this.#put(base + 14, operand ?? 0);
  }

  read(index: number): Entry {
    const base = index * wordsPerEntry;
    const after = this.#word(base + 2);
    const op = this.#operation(base);
    const extra = this.#word(base + 9);
    const verb = op.kind === 'notify' || op.kind === 'wait' ? undefined : verbs[extra];
    const flags = this.#word(base + 8);
    return {
      actor: this.#word(base),
      enabled: this.#word(base + 1),
      op,
      after: after === none ? undefined : after,
      verb,
      operand: flags & withOperand ? this.#value(base + 14) : undefined,
      waiter: op.kind === 'wait' ? extra : undefined,
      forced: (flags & isForced) !== 0,
      gaveUp: (flags & inVain) !== 0,
    };
  }

  // Each kind is spelt out: this is the hottest code of all, and a spread would cost as much as all the rest.
  #operation(base: number): Operation {
    const kind = kinds[this.#word(base + 3)] ?? 'mark';
    const lane = this.#word(base + 4);
    const buffer = this.#word(base + 5);
    const byte = this.#word(base + 6);
    const size = this.#word(base + 7);
    const order = this.#word(base + 8) & plain ? 'plain' : 'sc';
    switch (kind) {
      case 'load':
        return { lane, kind, order, buffer, byte, size, read: this.#value(base + 10) };
      case 'store':
        return { lane, kind, order, buffer, byte, size, wrote: this.#value(base + 12) };
      case 'rmw':
      case 'cas':
        return { lane, kind, buffer, byte, size, read: this.#value(base + 10), wrote: this.#value(base + 12) };
      case 'cas-failed':
      case 'wait':
      case 'wait-not-equal':
        return { lane, kind, buffer, byte, size, read: this.#value(base + 10) };
      case 'notify':
        return { lane, kind, buffer, byte, size, woken: this.#word(base + 9) };
      case 'notify-none':
      case 'timeout':
        return { lane, kind, buffer, byte, size };
      case 'post':
      case 'deliver':
        return { lane, kind, port: buffer };
      case 'spawn':
      case 'exit':
      case 'join':
        return { lane, kind, thread: buffer };
      case 'mark':
        return { lane, kind, matter: buffer };
    }
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }

  #put(word: number, value: Value): void {
    if (typeof value === 'bigint') this.#bigints[word / 2] = value;
    else this.#numbers[word / 2] = value;
  }

  #value(word: number): Value {
    const base = word - (word % wordsPerEntry);
    return (this.#word(base + 8) & bigints ? this.#bigints[word / 2] : this.#numbers[word / 2]) ?? 0;
  }
}
