/** Bytes of all messages of one run. */
const capacity = 256 * 1024;
const wordBytes = Int32Array.BYTES_PER_ELEMENT;

/** The messages that the threads of a run have sent each other, in shared memory. */
export class Mail {
  static readonly bytes = wordBytes + capacity;
  readonly #used: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(buffer: SharedArrayBuffer, byteOffset: number) {
    this.#used = new Int32Array(buffer, byteOffset, 1);
    this.#bytes = new Uint8Array(buffer, byteOffset + wordBytes, capacity);
  }

  clear(): void {
    this.#used[0] = 0;
  }

  /** @returns where the message is; `undefined` if there is no room left */
  add(message: Uint8Array): number | undefined {
    const at = this.#used[0] ?? 0;
    if (at + wordBytes + message.length > capacity) return undefined;
    const length = new Uint8Array(Uint32Array.of(message.length).buffer);
    this.#bytes.set(length, at);
    this.#bytes.set(message, at + wordBytes);
    this.#used[0] = at + wordBytes + message.length;
    return at;
  }

  read(at: number): Buffer {
    const [length = 0] = new Uint32Array(this.#bytes.slice(at, at + wordBytes).buffer);
    return Buffer.from(this.#bytes.slice(at + wordBytes, at + wordBytes + length));
  }
}
