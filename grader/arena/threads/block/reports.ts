/** Bytes that a thread may report in one run. */
const capacity = 256 * 1024;

/** A text from each thread to the controller, in shared memory. */
export class Reports {
  readonly #lengths: Int32Array;
  readonly #bytes: Uint8Array;

  static bytes(lanes: number): number {
    return lanes * (Int32Array.BYTES_PER_ELEMENT + capacity);
  }

  constructor(buffer: SharedArrayBuffer, byteOffset: number, lanes: number) {
    this.#lengths = new Int32Array(buffer, byteOffset, lanes);
    this.#bytes = new Uint8Array(buffer, byteOffset + this.#lengths.byteLength, lanes * capacity);
  }

  read(lane: number): string {
    const start = lane * capacity;
    return Buffer.from(this.#bytes.slice(start, start + (this.#lengths[lane] ?? 0))).toString();
  }

  /** @returns whether there was room for the text; if not, nothing is written */
  write(lane: number, text: string): boolean {
    const bytes = Buffer.from(text);
    if (bytes.length > capacity) return false;
    // The thread may be ended in the middle of this.
    this.#lengths[lane] = 0;
    this.#bytes.set(bytes, lane * capacity);
    this.#lengths[lane] = bytes.length;
    return true;
  }
}
