import type { MemoryRange } from '../../../explore/operation.ts';
import type { Baton } from '../baton/baton.ts';
import { anyAtomics } from '../../common/elements.ts';

/** Where the present length of a growable buffer is kept. */
type Length = {
  readonly cell: Int32Array;
  readonly place: MemoryRange;
  readonly max: number;
  /** Bytes at the start of each run. */
  readonly initial: number;
  /** The length that this thread last saw, in bytes, and in which run. */
  known: number;
  run: number;
};

/**
 * Shared buffers that grow. Memory cannot shrink again for the next run, so such a buffer has its full length
 * from the start, with its present length as a number beside it: reading and changing that are steps like any
 * other.
 */
export class GrowableBuffers {
  readonly #baton: Baton;
  readonly #lengths = new WeakMap<ArrayBufferLike, Length>();
  #run = 0;

  constructor(baton: Baton) {
    this.#baton = baton;
  }

  /** Call it when a run begins: all buffers are short again. */
  restart(): void {
    this.#run++;
  }

  /** @param number number of the buffer of `cell` @param initial bytes at the start of each run */
  adopt(buffer: SharedArrayBuffer, cell: Int32Array, number: number, initial: number): void {
    const place = { buffer: number, byte: 0, size: cell.BYTES_PER_ELEMENT };
    // Read now: once a buffer is known to grow, the property is its present length.
    this.#lengths.set(buffer, { cell, place, max: buffer.byteLength, initial, known: initial, run: this.#run });
  }

  has(buffer: ArrayBufferLike): boolean {
    return this.#lengths.has(buffer);
  }

  /**
   * Bytes that this thread knows to exist, without a step: a buffer only ever grows, so they stay. Other bytes are
   * looked up in a step, even if they exist: in another order they do not.
   */
  peek(buffer: ArrayBufferLike): number {
    const length = this.#lengths.get(buffer);
    if (length === undefined) return buffer.byteLength;
    return length.run === this.#run ? length.known : length.initial;
  }

  /** Bytes that exist now; to ask for them is a step. */
  length(buffer: ArrayBufferLike): number {
    const length = this.#lengths.get(buffer);
    if (length === undefined) return buffer.byteLength;
    const { cell, place } = length;
    let read = 0;
    this.#baton.step({ ...place, kind: 'load' }, () => {
      read = Number(anyAtomics.load(cell, 0));
      return { op: { ...place, lane: this.#baton.lane, kind: 'load', order: 'sc', read } };
    });
    this.#learn(length, read);
    return read;
  }

  /** @throws as `SharedArrayBuffer.prototype.grow` does */
  grow(buffer: ArrayBufferLike, bytes: number): void {
    const length = this.#lengths.get(buffer);
    if (length === undefined)
      throw new TypeError('Method SharedArrayBuffer.prototype.grow called on incompatible receiver');
    const { cell, place, max } = length;
    const wrote = Math.trunc(bytes);
    let refused = false;
    this.#baton.step(undefined, () => {
      const read = anyAtomics.load(cell, 0);
      refused = !(wrote >= Number(read) && wrote <= max);
      this.#learn(length, refused ? Number(read) : wrote);
      if (!refused) anyAtomics.store(cell, 0, wrote);
      return {
        op: { ...place, lane: this.#baton.lane, kind: 'rmw', read, wrote: refused ? read : wrote },
        operand: wrote,
      };
    });
    if (refused) throw new RangeError('SharedArrayBuffer.prototype.grow: Invalid length parameter');
  }

  #learn(length: Length, bytes: number): void {
    length.known = bytes;
    length.run = this.#run;
  }
}
