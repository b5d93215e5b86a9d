import { nativeAtomics } from '../../common/native-atomics.ts';

/*
 * What the threads of a real run know of each other's progress, in shared memory: vector clocks, as in FastTrack.
 * Each thread counts its epochs, and its row says up to which epoch of each other thread everything happened before
 * what the thread does now. Only the thread itself writes its row; others join clocks that were left in the rows of
 * locations, or that travel with messages.
 */

/** The most threads of one run; with more, no race is reported. */
export const maxThreads = 64;
/**
 * Rows for the locations that `Atomics` touch; two locations that share a row order a little more than the language
 * does.
 */
const locations = 256;

const words = ['threads', 'buffers', 'nextSlot', 'blind', 'found', 'first', 'second'] as const;
type Word = (typeof words)[number];
const at = Object.fromEntries(words.map((word, index) => [word, index])) as Record<Word, number>;

const rowsAt = words.length;
const globalRowAt = rowsAt + maxThreads * maxThreads;
const locationsAt = globalRowAt + maxThreads;
/** Where the history of accesses begins; `history.ts` lays it out. */
export const historyAt = locationsAt + locations * maxThreads;

/** One of two accesses; `site` is a number that the compiler gave out, 0 where it gave none. */
export type RacingAccess = { readonly site: number; readonly wrote: boolean };

/** Two accesses that nothing orders; the one earlier in the code comes first. */
export type RaceFound = readonly [RacingAccess, RacingAccess];

/** States of `found`; `being noted` passes at once, unless its thread was terminated in the middle. */
const found = { nothing: 0, 'being noted': 1, race: 2 } as const;
const triesToNote = 1000;

export class RaceBlock {
  readonly memory: Int32Array;
  /** This thread's number in the run; 0 is the main thread. */
  readonly thread: number;
  /** This thread's row: epochs of all threads that happened before. */
  readonly clock: Int32Array;

  constructor(memory: Int32Array, thread: number) {
    this.memory = memory;
    this.thread = thread;
    this.clock = memory.subarray(rowsAt + thread * maxThreads, rowsAt + (thread + 1) * maxThreads);
    if (this.clock[thread] === 0) this.#tick();
  }

  /** @param historyWords how many the history of accesses takes */
  static make(historyWords: number): RaceBlock {
    const block = new RaceBlock(new Int32Array(new SharedArrayBuffer(4 * (historyAt + historyWords))), 0);
    block.add('threads', 1);
    return block;
  }

  get(word: Word): number {
    return nativeAtomics.load(this.memory, at[word]);
  }

  /** @returns the value before */
  add(word: Word, change: number): number {
    return nativeAtomics.add(this.memory, at[word], change);
  }

  /** A number for a thread that is about to start. */
  newThread(): number {
    const thread = this.add('threads', 1);
    if (thread < maxThreads) return thread;
    this.goBlind();
    return maxThreads - 1;
  }

  /** Records that something unseen orders threads: then no race is reported, not even one found before. */
  goBlind(): void {
    nativeAtomics.store(this.memory, at.blind, 1);
  }

  get isBlind(): boolean {
    return this.memory[at.blind] !== 0;
  }

  /** The clock that a message, or a new thread, takes along. */
  departingClock(): Int32Array {
    const clock = Int32Array.from(this.clock.subarray(0, this.#threads));
    this.#tick();
    return clock;
  }

  /** Records that all in the clock of a message happened before. */
  join(clock: Int32Array): void {
    for (let thread = 0; thread < clock.length; thread += 1) this.#advance(thread, clock[thread] ?? 0);
  }

  /** Records that another thread has ended: all that it did happened before. */
  joinThread(thread: number): void {
    this.#acquire(rowsAt + thread * maxThreads);
  }

  joinAll(): void {
    for (let thread = this.#threads - 1; thread >= 0; thread -= 1) this.joinThread(thread);
  }

  /** For an order whose exact edges are not seen: a thread that acquires comes after all that released before. */
  releaseToAll(): void {
    this.#release(globalRowAt);
  }

  acquireFromAll(): void {
    this.#acquire(globalRowAt);
  }

  /** Call it before an `Atomics` operation whose effect others may see. */
  release(buffer: number, byte: number): void {
    this.#release(locationRow(buffer, byte));
  }

  /** Call it after an `Atomics` operation that may have seen what others did. */
  acquire(buffer: number, byte: number): void {
    this.#acquire(locationRow(buffer, byte));
  }

  /** Records a race. Of several races, keeps the first in the code, as which happens first is chance. */
  report(one: RacingAccess, other: RacingAccess): void {
    const { memory } = this;
    const [first = 0, second = 0] = [numberOf(one), numberOf(other)].toSorted((a, b) => a - b);
    for (let tries = 0; tries < triesToNote; tries += 1) {
      const state = this.get('found');
      if (state === found['being noted']) continue;
      if (nativeAtomics.compareExchange(memory, at.found, state, found['being noted']) !== state) continue;
      const [knownFirst = 0, knownSecond = 0] = [memory[at.first], memory[at.second]];
      if (state === found.nothing || first < knownFirst || (first === knownFirst && second < knownSecond)) {
        memory[at.first] = first;
        memory[at.second] = second;
      }
      nativeAtomics.store(memory, at.found, found.race);
      return;
    }
  }

  /** The race that was found, unless something unseen orders threads. */
  get found(): RaceFound | undefined {
    if (this.isBlind || this.get('found') !== found.race) return undefined;
    return [accessOf(this.get('first')), accessOf(this.get('second'))];
  }

  get #threads(): number {
    return Math.min(this.get('threads'), maxThreads);
  }

  #tick(): void {
    nativeAtomics.store(this.clock, this.thread, (this.clock[this.thread] ?? 0) + 1);
  }

  #advance(thread: number, epoch: number): void {
    if (epoch > (this.clock[thread] ?? 0)) nativeAtomics.store(this.clock, thread, epoch);
  }

  #acquire(row: number): void {
    for (let thread = this.#threads - 1; thread >= 0; thread -= 1) {
      this.#advance(thread, nativeAtomics.load(this.memory, row + thread));
    }
  }

  #release(row: number): void {
    const { memory, clock } = this;
    for (let thread = this.#threads - 1; thread >= 0; thread -= 1) {
      const epoch = clock[thread] ?? 0;
      for (let old = memory[row + thread] ?? 0; old < epoch;) {
        const seen = nativeAtomics.compareExchange(memory, row + thread, old, epoch);
        if (seen === old) break;
        old = seen;
      }
    }
    this.#tick();
  }
}

function locationRow(buffer: number, byte: number): number {
  return locationsAt + ((buffer * 31 + (byte >> 3)) & (locations - 1)) * maxThreads;
}

function numberOf({ site, wrote }: RacingAccess): number {
  return site * 2 + Number(wrote);
}

function accessOf(number: number): RacingAccess {
  return { site: number >> 1, wrote: (number & 1) === 1 };
}
