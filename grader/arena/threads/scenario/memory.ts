import type { MessagePort } from 'node:worker_threads';
import { elementArrays, type AnyArray, type BigIntArray, type ElementName } from '../../common/elements.ts';

/** The most elements of a region that are shown. */
export const maxShown = 16;

type Shared = SharedArrayBuffer;

/** Makes a named array: with memory of its own, or as a view of a buffer. */
type Make<Elements extends AnyArray> = {
  /** @param length elements @param initial values at the start of each run; missing ones are zero */
  (name: string, length: number, initial?: readonly (Elements extends BigIntArray ? bigint : number)[]): Elements;
  /** @param byteOffset in bytes @param length elements; absent: to the end, even as it grows @param initial as above */
  (
    name: string,
    buffer: SharedArrayBuffer,
    byteOffset?: number,
    length?: number,
    initial?: readonly (Elements extends BigIntArray ? bigint : number)[],
  ): Elements;
};

/** How a scenario lays out its shared memory. */
export type Layout = {
  readonly int8: Make<Int8Array<Shared>>;
  readonly uint8: Make<Uint8Array<Shared>>;
  readonly uint8Clamped: Make<Uint8ClampedArray<Shared>>;
  readonly int16: Make<Int16Array<Shared>>;
  readonly uint16: Make<Uint16Array<Shared>>;
  readonly int32: Make<Int32Array<Shared>>;
  readonly uint32: Make<Uint32Array<Shared>>;
  readonly float32: Make<Float32Array<Shared>>;
  readonly float64: Make<Float64Array<Shared>>;
  readonly bigint64: Make<BigInt64Array<Shared>>;
  readonly biguint64: Make<BigUint64Array<Shared>>;
  /**
   * @param bytes size @param maxByteLength bytes to which the buffer may grow; it has this length when the outcome is
   *   read
   */
  readonly buffer: (name: string, bytes: number, maxByteLength?: number) => SharedArrayBuffer;
  /** Two ports joined to each other, each for one thread to listen at. */
  readonly channel: (name: string) => Channel;
};

export type Channel = { readonly port1: MessagePort; readonly port2: MessagePort };

/** A named stretch of shared memory, as a picture shows it. */
export type Region = {
  readonly name: string;
  /** Number of the buffer, in order of the layout. */
  readonly buffer: number;
  readonly byte: number;
  readonly size: number;
  readonly element: ElementName;
};

/** How memory is made, which differs between the threads and the place where outcomes are read. */
export type MemorySource = {
  /** The buffer of that number, made now or before. */
  readonly buffer: (number: number, bytes: number) => SharedArrayBuffer;
  /** Says that a buffer grows, where its present length is kept, and with how many bytes it begins. */
  readonly growable: (buffer: SharedArrayBuffer, length: Int32Array, number: number, initial: number) => void;
  /** The port of that number. */
  readonly port: (number: number) => MessagePort;
  /** An array over a buffer, as the code should see it. */
  readonly array: <Elements extends AnyArray>(array: Elements) => Elements;
};

/** The shared memory of one scenario: its buffers, and which bytes have which name. */
export class SharedMemory {
  readonly buffers: SharedArrayBuffer[] = [];
  readonly regions: Region[] = [];
  /** Names of the channels: channel n has the ports 2n and 2n + 1. */
  readonly channels: string[] = [];
  readonly layout: Layout;
  readonly #source: MemorySource;
  readonly #arrays: AnyArray[] = [];
  readonly #initial: (() => void)[] = [];

  constructor(source: MemorySource) {
    this.#source = source;
    this.layout = {
      buffer: (_, bytes, maxByteLength) => this.#buffer(bytes, maxByteLength),
      channel: (name) => {
        const number = 2 * this.channels.push(name) - 2;
        return { port1: source.port(number), port2: source.port(number + 1) };
      },
      int8: this.#maker('int8', (...place) => new elementArrays.int8(...place)),
      uint8: this.#maker('uint8', (...place) => new elementArrays.uint8(...place)),
      uint8Clamped: this.#maker('uint8Clamped', (...place) => new elementArrays.uint8Clamped(...place)),
      int16: this.#maker('int16', (...place) => new elementArrays.int16(...place)),
      uint16: this.#maker('uint16', (...place) => new elementArrays.uint16(...place)),
      int32: this.#maker('int32', (...place) => new elementArrays.int32(...place)),
      uint32: this.#maker('uint32', (...place) => new elementArrays.uint32(...place)),
      float32: this.#maker('float32', (...place) => new elementArrays.float32(...place)),
      float64: this.#maker('float64', (...place) => new elementArrays.float64(...place)),
      bigint64: this.#maker('bigint64', (...place) => new elementArrays.bigint64(...place)),
      biguint64: this.#maker('biguint64', (...place) => new elementArrays.biguint64(...place)),
    };
  }

  /** Resets all bytes to their values at the start of a run. */
  reset(): void {
    for (const buffer of this.buffers) new elementArrays.uint8(buffer).fill(0);
    for (const fill of this.#initial) fill();
  }

  /** What the elements of each region hold, as text. */
  texts(): string[][] {
    return this.#arrays.map((array) =>
      Array.from({ length: Math.min(array.length, maxShown) }, (_, index) => String(array[index])),
    );
  }

  #maker<Elements extends AnyArray<Shared>>(
    element: ElementName,
    view: (...place: [Shared, number?, number?]) => Elements,
  ): Make<Elements> {
    return (
      name: string,
      place: number | SharedArrayBuffer,
      at?: unknown,
      length?: number,
      initial?: readonly unknown[],
    ) => {
      const owned = typeof place === 'number';
      const buffer = owned ? this.#buffer(place * elementArrays[element].BYTES_PER_ELEMENT) : place;
      const array = owned ? view(buffer) : view(buffer, typeof at === 'number' ? at : 0, length);
      this.regions.push({
        name,
        buffer: this.buffers.indexOf(buffer),
        byte: array.byteOffset,
        size: array.byteLength,
        element,
      });
      this.#arrays.push(array);
      const values: readonly unknown[] | undefined = owned && Array.isArray(at) ? at : initial;
      if (values) this.#initial.push(() => values.forEach((value, index) => Reflect.set(array, index, value)));
      return this.#source.array(array);
    };
  }

  #buffer(bytes: number, maxByteLength?: number): SharedArrayBuffer {
    const buffer = this.#add(maxByteLength ?? bytes);
    if (maxByteLength === undefined) return buffer;
    const number = this.buffers.length;
    const length = new elementArrays.int32(this.#add(elementArrays.int32.BYTES_PER_ELEMENT));
    this.#initial.push(() => length.fill(bytes));
    this.#source.growable(buffer, length, number, bytes);
    return buffer;
  }

  #add(bytes: number): SharedArrayBuffer {
    const buffer = this.#source.buffer(this.buffers.length, bytes);
    this.buffers.push(buffer);
    return buffer;
  }
}
