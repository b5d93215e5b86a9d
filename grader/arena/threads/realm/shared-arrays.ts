import type { MemoryRange, Value } from '../../../explore/operation.ts';
import type { Baton } from '../baton/baton.ts';
import { refusal } from '../baton/refusal.ts';
import { elementArrays, type AnyArray } from '../../common/elements.ts';
import { GrowableBuffers } from './growable-buffers.ts';

/**
 * The arrays over shared memory in one thread. The learner's code holds proxies of them, so that every
 * read and write of an element passes by here; arrays over ordinary memory stay Node's own.
 */
export class SharedArrays {
  readonly #baton: Baton;
  readonly #real = new WeakMap<object, AnyArray>();
  readonly #numbers = new WeakMap<object, number>();
  /** The buffers that all threads know, by number. */
  readonly known = new Map<number, SharedArrayBuffer>();
  readonly growables: GrowableBuffers;

  constructor(baton: Baton) {
    this.#baton = baton;
    this.growables = new GrowableBuffers(baton);
  }

  /** Makes a buffer one of those that are followed. @param number the same for it in all threads */
  follow(buffer: SharedArrayBuffer, number: number): void {
    this.#numbers.set(buffer, number);
  }

  /** A buffer of the scenario's own layout, which is there in every thread. */
  share(buffer: SharedArrayBuffer, number: number): void {
    this.follow(buffer, number);
    this.known.set(number, buffer);
  }

  /** The number of a buffer that is sent to another thread. @throws when it would not know it there */
  posted(buffer: ArrayBufferLike): number {
    const number = this.#numbers.get(buffer) ?? -1;
    if (!this.known.has(number)) throw refusal('postMessage of a SharedArrayBuffer that a thread has made');
    return number;
  }

  followed(buffer: unknown): buffer is SharedArrayBuffer {
    return typeof buffer === 'object' && buffer !== null && this.#numbers.has(buffer);
  }

  /** The array behind a proxy of ours; `undefined` for everything else. */
  real(value: unknown): AnyArray | undefined {
    return typeof value === 'object' && value !== null ? this.#real.get(value) : undefined;
  }

  /**
   * The array as the learner's code is to see it.
   * @param tracking whether it grows with its buffer
   */
  wrap<Elements extends AnyArray>(array: Elements, tracking = false): Elements {
    const { buffer, byteOffset, BYTES_PER_ELEMENT: size } = array;
    const elements = (bytes: number): number => Math.floor(Math.max(0, bytes - byteOffset) / size);
    const length = tracking ? () => elements(this.growables.length(buffer)) : () => array.length;
    // What is not there yet is asked for in a step: it depends on when the buffer grows.
    const has = (index: number): boolean =>
      index < (tracking ? elements(this.growables.peek(buffer)) : array.length) || (tracking && index < length());
    const proxy = new Proxy(array, {
      get: (target, key) => {
        const index = indexOf(key);
        if (index !== undefined) return has(index) ? this.#load(target, index) : undefined;
        if (tracking && key === 'length') return length();
        if (tracking && key === 'byteLength') return length() * size;
        return Reflect.get(target, key, target) as unknown;
      },
      set: (target, key, value) => {
        const index = indexOf(key);
        if (index === undefined) return Reflect.set(target, key, value, target);
        // As the language has it: converted first, and without effect outside of the array.
        const converted = cast(target, value);
        if (has(index)) this.#store(target, index, converted);
        return true;
      },
      getOwnPropertyDescriptor: (target, key) => {
        const index = indexOf(key);
        if (index !== undefined && has(index)) this.#load(target, index);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
      defineProperty: (target, key, descriptor) => {
        const index = indexOf(key);
        if (index === undefined || !('value' in descriptor)) return Reflect.defineProperty(target, key, descriptor);
        const value = cast(target, descriptor.value);
        if (!has(index)) return false;
        this.#store(target, index, value);
        return true;
      },
    });
    this.#real.set(proxy, array);
    return proxy;
  }

  /** Where bytes of a buffer lie. */
  place(buffer: ArrayBufferLike, byte: number, size: number): MemoryRange {
    return { buffer: this.#numbers.get(buffer) ?? 0, byte, size };
  }

  /** Whether the array has an element of that index. */
  has(array: AnyArray, index: number): boolean {
    const { buffer } = array;
    if (!this.growables.has(buffer)) return index < array.length;
    const end = array.byteOffset + (index + 1) * array.BYTES_PER_ELEMENT;
    return end <= this.growables.peek(buffer) || end <= this.growables.length(buffer);
  }

  element({ buffer, byteOffset, BYTES_PER_ELEMENT: size }: AnyArray, index: number): MemoryRange {
    return this.place(buffer, byteOffset + index * size, size);
  }

  /**
   * An ordinary read.
   * @param tears whether it may see half of a write: only integers of up to 32 bits are never torn
   */
  load(place: MemoryRange, read: () => Value, tears = false): Value {
    const { buffer, byte, size } = place;
    const { lane } = this.#baton;
    let value: Value = 0;
    this.#baton.step(
      { kind: 'load', buffer, byte, size, value: undefined, site: undefined },
      () => {
        value = read();
        return {
          op: { lane, kind: 'load', order: 'plain', buffer, byte, size, read: value },
          verb: tears ? 'tearing' : '',
        };
      },
      place,
    );
    return value;
  }

  /** An ordinary write. @param tears whether another thread may see half of it */
  store(place: MemoryRange, wrote: Value, write: () => void, tears = false): void {
    const { buffer, byte, size } = place;
    const { lane } = this.#baton;
    this.#baton.step(
      { kind: 'store', buffer, byte, size, value: wrote, site: undefined },
      () => {
        write();
        return { op: { lane, kind: 'store', order: 'plain', buffer, byte, size, wrote }, verb: tears ? 'tearing' : '' };
      },
      place,
    );
  }

  #load(array: AnyArray, index: number): Value {
    return this.load(this.element(array, index), () => array[index] ?? 0, tearing.has(array[Symbol.toStringTag]));
  }

  #store(array: AnyArray, index: number, value: Value): void {
    const tears = tearing.has(array[Symbol.toStringTag]);
    this.store(this.element(array, index), value, () => Reflect.set(array, index, value), tears);
  }
}

const cells = new Map<string, AnyArray>(
  Object.values(elementArrays).map((Elements) => [Elements.name, new Elements(1)]),
);

/** Arrays whose elements the language does not promise to read and write in one piece. */
const tearing: ReadonlySet<string> = new Set(['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']);

/** The value that an element of the array takes when `value` is written to it. @throws as Node does */
export function cast(array: AnyArray, value: unknown): Value {
  const cell = cells.get(array[Symbol.toStringTag]) ?? array;
  Reflect.set(cell, 0, value);
  return cell[0] ?? 0;
}

/** The element that a property key stands for, if it stands for one. */
function indexOf(key: string | symbol): number | undefined {
  if (typeof key === 'symbol') return undefined;
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && Number.isInteger(Number(key)) ? Number(key) : undefined;
}
