import { types } from 'node:util';
import { DefaultDeserializer, DefaultSerializer } from 'node:v8';
import { elementArrays, type AnyArray } from '../../common/elements.ts';
import { refusal } from '../baton/refusal.ts';
import { PortEvents } from '../../common/port-events.ts';
import type { SharedArrays } from './shared-arrays.ts';

/** What a host object can be, each by its name. */
const kinds: readonly string[] = [...Object.values(elementArrays), DataView, SharedArrayBuffer].map(({ name }) => name);

/**
 * Turns messages into bytes, by Node's own structured clone; shared memory is sent as a reference to it. What is in a
 * message twice is so where it arrives, views of one buffer included.
 */
export class MessageCodec {
  readonly #arrays: SharedArrays;

  constructor(arrays: SharedArrays) {
    this.#arrays = arrays;
  }

  /** @throws what cannot be cloned, and what could not be followed where it arrives */
  encode(message: unknown): Buffer {
    const serializer = new SharingSerializer(this.#arrays);
    serializer.writeHeader();
    serializer.writeValue(this.#bare(message, new Map()));
    return serializer.releaseBuffer();
  }

  decode(bytes: Buffer): unknown {
    const deserializer = new SharingDeserializer(bytes, this.#arrays);
    deserializer.readHeader();
    return deserializer.readValue();
  }

  /**
   * The message with the arrays themselves in place of our proxies, which cannot be cloned.
   * @param known what each object has become
   */
  #bare(value: unknown, known: Map<object, object>): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const real = this.#arrays.real(value) ?? known.get(value);
    if (real !== undefined) return real;
    if (types.isSharedArrayBuffer(value)) {
      const whole = new WholeBuffer(value);
      known.set(value, whole);
      return whole;
    }
    if (value instanceof PortEvents) throw refusal('postMessage of a MessagePort');
    const bare = (inner: unknown): unknown => this.#bare(inner, known);
    const copy = emptyLike(value);
    if (copy === undefined) return value;
    known.set(value, copy);
    if (copy instanceof Map)
      for (const [key, inner] of value as Map<unknown, unknown>) copy.set(bare(key), bare(inner));
    else if (copy instanceof Set) for (const inner of value as Set<unknown>) copy.add(bare(inner));
    else
      for (const key of Object.keys(value))
        Object.defineProperty(copy, key, {
          value: bare(Reflect.get(value, key)),
          writable: true,
          enumerable: true,
          configurable: true,
        });
    return copy;
  }
}

/** What holds other values, and is cloned by cloning these; `undefined` for all else. */
function emptyLike(value: object): object | undefined {
  if (types.isProxy(value)) return undefined;
  if (Array.isArray(value)) return Object.assign([], { length: value.length });
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  return Object.prototype.toString.call(value) === '[object Object]' ? {} : undefined;
}

/** Stands for its buffer in a message: Node's serializer writes shared buffers, but its counterpart reads none. */
class WholeBuffer extends DataView<SharedArrayBuffer> {}

class SharingSerializer extends DefaultSerializer {
  readonly #arrays: SharedArrays;

  constructor(arrays: SharedArrays) {
    super();
    this.#arrays = arrays;
  }

  /** Called by Node, for every array and view. */
  _writeHostObject(view: ArrayBufferView): void {
    const { name, buffer, byteOffset, byteLength } = detailsOf(view);
    const kind = kinds.indexOf(name);
    if (kind < 0) throw refusal(`postMessage of a ${name}`);
    const shared = types.isSharedArrayBuffer(buffer) ? 1 : 0;
    for (const word of [kind, byteOffset, byteLength, shared]) this.writeUint32(word);
    if (shared) this.writeUint32(this.#arrays.posted(buffer));
    else this.writeValue(buffer);
  }

  /** Called by Node. */
  _getDataCloneError(message: string): Error {
    return new DOMException(message, 'DataCloneError');
  }
}

class SharingDeserializer extends DefaultDeserializer {
  readonly #arrays: SharedArrays;

  constructor(bytes: Buffer, arrays: SharedArrays) {
    super(bytes);
    this.#arrays = arrays;
  }

  /** Called by Node. */
  _readHostObject(): unknown {
    const [kind = 0, byteOffset = 0, byteLength = 0, shared] = Array.from({ length: 4 }, () => this.readUint32());
    const buffer = shared ? this.#arrays.known.get(this.readUint32()) : (this.readValue() as ArrayBuffer);
    if (buffer === undefined || kinds[kind] === SharedArrayBuffer.name) return buffer;
    const Elements = Object.values(elementArrays)[kind];
    if (Elements === undefined) return new DataView(buffer, byteOffset, byteLength);
    const length = byteLength / Elements.BYTES_PER_ELEMENT;
    const array = Reflect.construct(Elements, [buffer, byteOffset, length]) as AnyArray;
    return this.#arrays.followed(buffer) ? this.#arrays.wrap(array) : array;
  }
}

type Details = Pick<ArrayBufferView, 'buffer' | 'byteOffset' | 'byteLength'> & { readonly name: string };

/** By Node's own getters: a class of the code's may say something else. */
function detailsOf(view: ArrayBufferView): Details {
  const isWhole = view instanceof WholeBuffer;
  const prototype = types.isDataView(view) ? DataView.prototype : typedArray;
  const read = (key: PropertyKey): unknown =>
    Reflect.apply(Object.getOwnPropertyDescriptor(prototype, key)?.get ?? (() => undefined), view, []);
  return {
    name: isWhole ? SharedArrayBuffer.name : types.isDataView(view) ? DataView.name : String(read(Symbol.toStringTag)),
    buffer: read('buffer') as ArrayBufferLike,
    byteOffset: read('byteOffset') as number,
    byteLength: read('byteLength') as number,
  };
}

const typedArray = Object.getPrototypeOf(Int8Array.prototype) as object;
