import type { Operation } from '../../../explore/operation.ts';
import { disturbs, type Look } from '../../../explore/look.ts';
import type { Park } from '../loops/waiting-loops.ts';
import { Records } from './records.ts';

/** A waiting loop with more looks than this keeps spinning. */
const maxLooks = 8;
const kinds = ['load', 'cas', 'wait', 'notify'] as const satisfies readonly Look['kind'][];
const word = { looks: 0, chances: 1, freedBy: 2, writes: 3 };
const wordsPerLane = 4;
/** Words after those of the lanes: how many are parked. */
const totalWords = 2;
const nobody = -1;

/**
 * Which threads are parked: they wait in a loop, and would see the same until another thread disturbs one of their
 * looks. This is in shared memory because the thread that disturbs a look frees the parked one.
 */
export class Parking {
  readonly #lanes: number;
  readonly #words: Int32Array;
  readonly #looks: Records;

  static bytes(lanes: number): number {
    return (lanes * wordsPerLane + totalWords) * Int32Array.BYTES_PER_ELEMENT + Records.bytes(lanes * maxLooks);
  }

  constructor(buffer: SharedArrayBuffer, byteOffset: number, lanes: number) {
    this.#lanes = lanes;
    this.#words = new Int32Array(buffer, byteOffset, lanes * wordsPerLane + totalWords);
    this.#looks = new Records(buffer, byteOffset + this.#words.byteLength, lanes * maxLooks);
  }

  park(lane: number, { looks, writes, chances }: Park): void {
    if (looks.length > maxLooks) return;
    this.#count(lane, 1);
    this.#set(lane, word.looks, looks.length);
    this.#set(lane, word.writes, Number(writes));
    this.#set(lane, word.chances, chances);
    for (const [index, { kind, buffer, byte, size }] of looks.entries()) {
      const op = { lane, kind: 'notify-none', buffer, byte, size } as const;
      this.#looks.write(lane * maxLooks + index, { actor: kinds.indexOf(kind), enabled: 0, op });
    }
  }

  parked(lane: number): boolean {
    return this.#get(lane, word.looks) > 0;
  }

  /** Whether the thread's loop writes: then the thread is busy, and could let others continue. */
  writes(lane: number): boolean {
    return this.#get(lane, word.writes) === 1;
  }

  chances(lane: number): number {
    return this.#get(lane, word.chances);
  }

  /** The entry that made the thread's next step possible, if only that one could have. */
  freedBy(lane: number): number | undefined {
    const entry = this.#get(lane, word.freedBy);
    return entry === nobody ? undefined : entry;
  }

  free(lane: number, entry: number = nobody): void {
    this.#count(lane, 0);
    this.#set(lane, word.looks, 0);
    this.#set(lane, word.freedBy, entry);
  }

  /** Frees the threads that the operation lets continue. @param entry index of the operation in the trace */
  disturb(op: Operation, entry: number): void {
    if (this.#words[this.#lanes * wordsPerLane] === 0) return;
    for (let lane = 0; lane < this.#lanes; lane++) {
      const looks = this.looks(lane);
      if (lane === op.lane || !looks.some((look) => disturbs(op, look))) continue;
      // If any of several writers may be the first to let the thread continue, that is a race like any other.
      this.free(lane, looks.length === 1 ? entry : nobody);
    }
  }

  /** Looks that the thread waits to see changed; empty when it is not parked. */
  looks(lane: number): Look[] {
    return Array.from({ length: this.#get(lane, word.looks) }, (_, index) => {
      const { actor, op } = this.#looks.read(lane * maxLooks + index);
      const place = 'byte' in op ? op : { buffer: nobody, byte: 0, size: 0 };
      return { kind: kinds[actor] ?? 'load', buffer: place.buffer, byte: place.byte, size: place.size };
    });
  }

  /** @param after whether the lane is parked from now on: 1 or 0 */
  #count(lane: number, after: number): void {
    const total = this.#lanes * wordsPerLane;
    this.#words[total] = (this.#words[total] ?? 0) + after - Number(this.parked(lane));
  }

  #get(lane: number, index: number): number {
    return this.#words[lane * wordsPerLane + index] ?? 0;
  }

  #set(lane: number, index: number, value: number): void {
    this.#words[lane * wordsPerLane + index] = value;
  }
}
