import { inspect } from 'node:util';
import type { MemoryRange, Value } from '../../../explore/operation.ts';
import type { Baton } from '../baton/baton.ts';
import { refusal } from '../baton/refusal.ts';
import { elementArrays, type AnyArray } from '../../common/elements.ts';
import { GrowableBuffers } from './growable-buffers.ts';

type Appearance = { readonly tracking?: boolean; readonly prototype?: object };

/**
 * The arrays over shared memory in one thread. The learner's code holds proxies of them, so that every read
 * and write of an element goes through here; arrays over ordinary memory stay Node's own.
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

  /** Makes a buffer one of those that are followed. @param number the buffer's number, the same in all threads */
  follow(buffer: SharedArrayBuffer, number: number): void {
    this.#numbers.set(buffer, number);
  }

  /** A buffer of the scenario's layout, which every thread has. */
  share(buffer: SharedArrayBuffer, number: number): void {
    this.follow(buffer, number);
    this.known.set(number, buffer);
  }

  /** The number of a buffer that is sent to another thread. @throws when that thread would not know the buffer */
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
   * The array as the learner's code should see it. Behind the proxy is an empty array of the same kind, so that no
   * getter, setter or method that runs on it ever gets the memory itself.
   *
   * @param array made by Node's own constructor, so that reading it calls none of the learner's code
   * @param options.tracking whether it grows with its buffer
   * @param options.prototype of a class in the learner's code
   */
  wrap<Elements extends AnyArray>(array: Elements, { tracking = false, prototype }: Appearance = {}): Elements {
    const { buffer, byteOffset, BYTES_PER_ELEMENT: size } = array;
    const elements = (bytes: number): number => Math.floor(Math.max(0, bytes - byteOffset) / size);
    const length = tracking ? () => elements(this.growables.length(buffer)) : () => array.length;
    // An element that does not exist yet is looked up in a step: it depends on when the buffer grows.
    const has = (index: number): boolean =>
      index < (tracking ? elements(this.growables.peek(buffer)) : array.length) || (tracking && index < length());
    const empty = standIn(array, prototype, () => this.copy(proxy));
    const proxy: Elements = new Proxy(empty, {
      get: (target, key, receiver) => {
        const index = indexOf(key);
        if (index !== undefined) return has(index) ? this.#load(array, index) : undefined;
        if (!natives.has(key) || isOverridden(target, key)) return Reflect.get(target, key, receiver) as unknown;
        if (tracking && key === 'length') return length();
        if (tracking && key === 'byteLength') return length() * size;
        return Reflect.get(array, key) as unknown;
      },
      set: (target, key, value, receiver) => {
        const index = indexOf(key);
        if (index === undefined) return Reflect.set(target, key, value, receiver);
        // As in the language, the value is converted first, and a write outside the array has no effect.
        const converted = cast(array, value);
        if (has(index)) this.#store(array, index, converted);
        return true;
      },
      has: (target, key) => {
        const index = indexOf(key);
        return index === undefined ? Reflect.has(target, key) : has(index);
      },
      ownKeys: (target) => [
        ...Array.from({ length: length() }, (_, index) => String(index)),
        ...Reflect.ownKeys(target).filter((key) => key !== inspect.custom),
      ],
      getOwnPropertyDescriptor: (target, key) => {
        const index = indexOf(key);
        if (index === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
        if (!has(index)) return undefined;
        return { value: this.#load(array, index), writable: true, enumerable: true, configurable: true };
      },
      defineProperty: (target, key, descriptor) => {
        const index = indexOf(key);
        if (index === undefined) return Reflect.defineProperty(target, key, descriptor);
        const { configurable = true, enumerable = true, writable = true } = descriptor;
        const fits = configurable && enumerable && writable && !('get' in descriptor || 'set' in descriptor);
        if (!('value' in descriptor)) return fits && has(index);
        const value = cast(array, descriptor.value);
        if (!fits || !has(index)) return false;
        this.#store(array, index, value);
        return true;
      },
      deleteProperty: (target, key) => {
        const index = indexOf(key);
        return index === undefined ? Reflect.deleteProperty(target, key) : !has(index);
      },
      // The stand-in has no elements, and could then get none.
      preventExtensions: () => false,
    });
    this.#real.set(proxy, array);
    return proxy;
  }

  /** A view's elements as they are now, read one by one, in an ordinary array that looks like it. */
  copy(view: object): object {
    const copy = Reflect.construct(kindOf(this.real(view) ?? new Int32Array()), [
      Array.from(view as ArrayLike<never>),
    ]) as object;
    if (Object.getPrototypeOf(view) !== Object.getPrototypeOf(copy))
      Object.setPrototypeOf(copy, Object.getPrototypeOf(view) as object);
    for (const key of Reflect.ownKeys(view)) {
      const property = Reflect.getOwnPropertyDescriptor(view, key);
      if (property && !Object.hasOwn(copy, key)) Object.defineProperty(copy, key, property);
    }
    return copy;
  }

  /** Bytes of a buffer as a range. */
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
   * @param tears whether the read may see half of a write: only integers of up to 32 bits are never torn
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

  /** An ordinary write. @param tears whether another thread may see half of the write */
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

/** The getters that need an array with its memory as `this`. */
const typedArray = Object.getPrototypeOf(Int8Array.prototype) as object;
const natives = new Map<PropertyKey, unknown>(
  (['buffer', 'byteLength', 'byteOffset', 'length', Symbol.toStringTag] as const).map((key) => [
    key,
    Object.getOwnPropertyDescriptor(typedArray, key)?.get,
  ]),
);
const prototypes: ReadonlySet<unknown> = new Set(Object.values(elementArrays).map(({ prototype }) => prototype));

/** Whether a class in the learner's code, or the array itself, overrides one of these. */
function isOverridden(array: object, key: PropertyKey): boolean {
  if (!Object.hasOwn(array, key) && prototypes.has(Object.getPrototypeOf(array))) return false;
  for (let holder: object | null = array; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    const property = Object.getOwnPropertyDescriptor(holder, key);
    if (property !== undefined) return property.get !== natives.get(key);
  }
  return true;
}

/**
 * An array without elements that looks like `array`.
 * @param copy returns what is shown when the array is printed
 */
function standIn<Elements extends AnyArray>(
  array: Elements,
  prototype: object | undefined,
  copy: () => object,
): Elements {
  const empty = new (kindOf(array))(0);
  if (prototype) Object.setPrototypeOf(empty, prototype);
  return Object.defineProperty(empty, inspect.custom, { value: copy, configurable: true }) as unknown as Elements;
}

const kinds = new Map<string, (typeof elementArrays)[keyof typeof elementArrays]>(
  Object.values(elementArrays).map((Elements) => [Elements.name, Elements]),
);

/** Node's own constructor for arrays of this kind. */
export function kindOf(array: AnyArray): (typeof elementArrays)[keyof typeof elementArrays] {
  return kinds.get(array[Symbol.toStringTag]) ?? elementArrays.int32;
}

const cells = new Map<string, AnyArray>(
  Object.values(elementArrays).map((Elements) => [Elements.name, new Elements(1)]),
);

/** Arrays whose elements the language does not promise to read and write in one piece. */
const tearing: ReadonlySet<string> = new Set([
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
]);

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
