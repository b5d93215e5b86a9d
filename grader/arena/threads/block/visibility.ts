import { overlaps, type MemoryRange } from '../../../explore/operation.ts';

/** More places than this cannot be listed one by one: then everything is a step. */
const maxPlaces = 32;
const words = 1 + 3 * (maxPlaces + 1);
const wantedAt = 1 + 3 * maxPlaces;
const everything = -1;

/**
 * Which ordinary accesses are steps, at which another thread may take over; in shared memory. Operations of `Atomics`
 * always are. If no run has a data race, ordinary accesses need not be: every behaviour of a program without data
 * races is one of the orders of its steps.
 */
export class Visibility {
  static readonly bytes = words * Int32Array.BYTES_PER_ELEMENT;
  readonly #words: Int32Array;
  #places: readonly MemoryRange[] | undefined = [];

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#words = new Int32Array(buffer, byteOffset, words);
  }

  /** @param places absent: all of memory */
  set(places: readonly MemoryRange[] | undefined): void {
    const told = places !== undefined && places.length <= maxPlaces ? places : undefined;
    this.#words[0] = told?.length ?? everything;
    for (const [index, { buffer, byte, size }] of (told ?? []).entries())
      this.#words.set([buffer, byte, size], 1 + 3 * index);
  }

  /** Reads the setting, for `shows`. */
  refresh(): void {
    const count = this.#words[0] ?? 0;
    this.#places =
      count === everything ? undefined : Array.from({ length: count }, (_, index) => this.#read(1 + 3 * index));
  }

  /** Whether an ordinary access to these bytes is a step. */
  shows(place: MemoryRange): boolean {
    return this.#places === undefined || this.#places.some((each) => overlaps(each, place));
  }

  /** A place that has to be visible, as otherwise the run would have no end. */
  get wanted(): MemoryRange {
    return this.#read(wantedAt);
  }

  want({ buffer, byte, size }: MemoryRange): void {
    this.#words.set([buffer, byte, size], wantedAt);
  }

  #read(at: number): MemoryRange {
    return { buffer: this.#words[at] ?? 0, byte: this.#words[at + 1] ?? 0, size: this.#words[at + 2] ?? 0 };
  }
}
