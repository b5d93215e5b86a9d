import { DefaultDeserializer, DefaultSerializer } from 'node:v8';
import { elementArrays, type AnyArray } from '../../common/elements.ts';
import type { SharedArrays } from './shared-arrays.ts';

/** What a host object is: an array or view that is copied, or one over shared memory. */
const tags = { copied: 0, shared: 1 } as const;
const kinds = Object.values(elementArrays);

/** Turns messages into bytes, by Node's own structured clone; shared memory is sent as a reference to it. */
export class MessageCodec {
  readonly #arrays: SharedArrays;

  constructor(arrays: SharedArrays) {
    this.#arrays = arrays;
  }

  /** @throws what cannot be cloned, and what could not be followed where it arrives */
  encode(message: unknown): Buffer {
    const serializer = new SharingSerializer(this.#arrays);
    serializer.writeHeader();
    serializer.writeValue(this.#bare(message));
    return serializer.releaseBuffer();
  }

  decode(bytes: Buffer): unknown {
    const deserializer = new SharingDeserializer(bytes, this.#arrays);
    deserializer.readHeader();
    return deserializer.readValue();
  }

  /** The message with the arrays themselves in place of our proxies, which cannot be cloned. */
  #bare(value: unknown): unknown {
    const real = this.#arrays.real(value);
    if (real !== undefined) return real;
    if (Array.isArray(value)) return value.map((item) => this.#bare(item));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#bare(item)]));
  }
}

class SharingSerializer extends DefaultSerializer {
  readonly #arrays: SharedArrays;

  constructor(arrays: SharedArrays) {
    super();
    this.#arrays = arrays;
  }

  /** Called by Node, for every array and view. */
  _writeHostObject(view: AnyArray): void {
    if (!this.#arrays.followed(view.buffer)) {
      this.writeUint32(tags.copied);
      Reflect.get(DefaultSerializer.prototype, '_writeHostObject').call(this, view);
      return;
    }
    this.writeUint32(tags.shared);
    const kind = kinds.findIndex(({ name }) => name === view[Symbol.toStringTag]);
    for (const word of [kind, this.#arrays.posted(view.buffer), view.byteOffset, view.length]) this.writeUint32(word);
  }

  /** Called by Node. */
  _getSharedArrayBufferId(buffer: SharedArrayBuffer): number {
    return this.#arrays.posted(buffer);
  }
}

class SharingDeserializer extends DefaultDeserializer {
  readonly #arrays: SharedArrays;

  constructor(bytes: Buffer, arrays: SharedArrays) {
    super(bytes);
    this.#arrays = arrays;
    // Its declaration knows only of one kind of buffer; it takes both (nodejs.org/api/v8.html).
    for (const [number, buffer] of arrays.known) this.transferArrayBuffer(number, buffer as unknown as ArrayBuffer);
  }

  /** Called by Node. */
  _readHostObject(): unknown {
    if (this.readUint32() === tags.copied) {
      return Reflect.get(DefaultDeserializer.prototype, '_readHostObject').call(this);
    }
    const [kind = 0, number = 0, byteOffset = 0, length = 0] = Array.from({ length: 4 }, () => this.readUint32());
    const Elements = kinds[kind] ?? elementArrays.uint8;
    const buffer = this.#arrays.known.get(number);
    return this.#arrays.wrap(Reflect.construct(Elements, [buffer, byteOffset, length]) as AnyArray);
  }
}
