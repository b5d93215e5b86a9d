import { types } from 'node:util';
import { DefaultDeserializer, DefaultSerializer } from 'node:v8';
import { elementArrays, type AnyArray } from '../../common/elements.ts';
import { refusal } from '../baton/refusal.ts';
import { PortEvents } from '../../common/port-events.ts';
import { replaced } from './containers.ts';
import type { SharedArrays } from './shared-arrays.ts';

/** What a host object can be, each by its name. */
const kinds: readonly string[] = [...Object.values(elementArrays), DataView, SharedArrayBuffer].map(({ name }) => name);

/**
 * Turns messages into bytes, by Node's own structured clone; shared memory is sent by reference. What is in a message
 * twice is still one thing on arrival, and so is the buffer of several views.
 */
export class MessageCodec {
  readonly #arrays: SharedArrays;

  constructor(arrays: SharedArrays) {
    this.#arrays = arrays;
  }

  /** @throws for what cannot be cloned, or could not be followed on arrival */
  encode(message: unknown): Buffer {
    const serializer = new SharingSerializer(this.#arrays);
    serializer.writeHeader();
    serializer.writeValue(replaced(message, (value) => this.#bare(value)));
    return serializer.releaseBuffer();
  }

  decode(bytes: Buffer): unknown {
    const deserializer = new SharingDeserializer(bytes, this.#arrays);
    deserializer.readHeader();
    return deserializer.readValue();
  }

  /** The replacement, in a message, for what cannot be cloned directly; `undefined` for all else. */
  #bare(value: object): object | undefined {
    if (value instanceof PortEvents) throw refusal('postMessage of a MessagePort');
    return types.isSharedArrayBuffer(value) ? new WholeBuffer(value) : this.#arrays.real(value);
  }
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

/** Read by Node's own getters: a class in the learner's code may override them. */
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
