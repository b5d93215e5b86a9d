import { elementArrays, type AnyArray } from '../../common/elements.ts';
import { kindOf, type SharedArrays } from './shared-arrays.ts';

/**
 * Methods that the language defines element by element, in terms of reading and writing `this[index]`: the methods of
 * `Array.prototype` do the same on anything with elements, proxies included.
 */
const elementwise = [
  'at',
  'copyWithin',
  'entries',
  'every',
  'fill',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'forEach',
  'includes',
  'indexOf',
  'join',
  'keys',
  'lastIndexOf',
  'reduce',
  'reduceRight',
  'reverse',
  'some',
  'toLocaleString',
  'values',
] as const;

/** Methods that return a new array of the same species, with memory of its own. */
const copying = ['filter', 'map', 'slice'] as const;

type Method = (this: AnyArray, ...args: never[]) => unknown;

/**
 * Replaces the constructors of typed arrays with ones that know shared memory, and their methods with ones
 * that touch it element by element.
 */
export function replaceTypedArrays(arrays: SharedArrays): void {
  const prototype = Object.getPrototypeOf(Int8Array.prototype) as Record<string | symbol, Method>;

  /** @param shared what to do if `this` lies over shared memory */
  const replace = (name: string, shared: Method): void => {
    const native = prototype[name];
    if (native === undefined) return;
    const value = {
      [name](this: AnyArray, ...args: never[]): unknown {
        return Reflect.apply(arrays.real(this) === undefined ? native : shared, this, args);
      },
    }[name];
    Object.defineProperty(prototype, name, { value });
  };

  /** A new array of the species of `like`: TypedArraySpeciesCreate of the language. @throws as it does */
  const likeIt = (like: AnyArray, args: readonly unknown[]): object => {
    const Elements: unknown = like.constructor;
    const usual: unknown = kindOf(arrays.real(like) ?? like).prototype.constructor;
    if (Elements !== undefined && !(Elements instanceof Object))
      throw new TypeError('object.constructor[Symbol.species] is not a constructor');
    const species: unknown = (Elements && Reflect.get(Elements, Symbol.species)) ?? usual;
    if (typeof species !== 'function') throw new TypeError('object.constructor[Symbol.species] is not a constructor');
    const made = Reflect.construct(species, args) as AnyArray;
    const content = contentOf(arrays.real(made) ?? made);
    if (content === undefined) throw new TypeError('this is not a typed array.');
    if (content !== contentOf(arrays.real(like))) throw new TypeError('Content type mismatch');
    if (args.length === 1 && made.length < Number(args[0])) throw new TypeError('Derived TypedArray is too small');
    return made;
  };

  for (const name of elementwise) replace(name, Array.prototype[name]);
  Object.defineProperty(prototype, Symbol.iterator, { value: prototype['values'] });
  for (const name of copying) {
    replace(name, function (...args) {
      const values = Reflect.apply(Array.prototype[name], this, args) as ArrayLike<never>;
      const made = likeIt(this, [values.length]);
      for (let index = 0; index < values.length; index++) Reflect.set(made, index, values[index]);
      return made;
    });
  }
  replace('toReversed', function () {
    return ownArray(this, Reflect.apply(Array.prototype.toReversed, this, []));
  });
  replace('toSorted', function (...args) {
    const copy = ownArray(this, this);
    return Reflect.apply(copy.sort, copy, args);
  });
  replace('with', function (...args) {
    const copy = ownArray(this, this);
    return Reflect.apply(copy.with, copy, args);
  });
  replace('sort', function (...args) {
    const copy = ownArray(this, this);
    Reflect.apply(copy.sort, copy, args);
    copy.forEach((value, index) => Reflect.set(this, index, value));
    return this;
  });
  replace('set', function (source: ArrayLike<unknown>, offset?: number) {
    const at = Math.trunc(offset ?? 0) || 0;
    if (at < 0 || source.length + at > this.length) throw new RangeError('offset is out of bounds');
    // If the source is in the same memory, all is read before anything is written, as in the language.
    const values = arrays.real(source)?.buffer === this.buffer ? Array.from(source) : source;
    for (let index = 0; index < source.length; index++) Reflect.set(this, at + index, values[index]);
  });
  replace('subarray', function (begin?: number, end?: number) {
    const from = relative(begin ?? 0, this.length);
    const to = Math.max(from, relative(end ?? this.length, this.length));
    const byte = this.byteOffset + from * this.BYTES_PER_ELEMENT;
    return likeIt(this, [this.buffer, byte, to - from]);
  });

  for (const Elements of Object.values(elementArrays)) {
    const replaced = new Proxy(Elements, {
      construct: (target, args: unknown[], newTarget) => {
        if (!arrays.followed(args[0])) return Reflect.construct(target, args, newTarget) as AnyArray;
        // Made by Node's own constructor, not by a class of the learner's: reading the array calls none of its code.
        const appearance: unknown = newTarget.prototype;
        const array = Reflect.construct(target, args) as AnyArray;
        const { buffer } = array;
        const tracking = arrays.growables.has(buffer) && args[2] === undefined;
        const end = array.byteOffset + (tracking ? 0 : array.byteLength);
        const isThere = end <= arrays.growables.peek(buffer) || end <= arrays.growables.length(buffer);
        if (!isThere) throw new RangeError(`Invalid typed array length: ${array.length}`);
        const isOwn = typeof appearance === 'object' && appearance !== null && appearance !== target.prototype;
        return arrays.wrap(array, { tracking, ...(isOwn && { prototype: appearance }) });
      },
    });
    Object.defineProperty(Elements.prototype, 'constructor', { value: replaced });
    Object.defineProperty(globalThis, Elements.name, { value: replaced });
  }
  // Both inherit from Node's own Uint8Array, which would give them, and whoever asks for it, the memory itself.
  for (const Bytes of [Buffer, Reflect.get(Buffer, Symbol.species) as typeof Buffer])
    if (Object.getPrototypeOf(Bytes) === elementArrays.uint8) Object.setPrototypeOf(Bytes, Uint8Array);
  const isView = ArrayBuffer.isView.bind(ArrayBuffer);
  Object.defineProperty(ArrayBuffer, 'isView', { value: (view: unknown) => isView(arrays.real(view) ?? view) });
}

/** Whether a value is an array of numbers or of bigints; `undefined` for all else. */
const contentOf = (value: unknown): string | undefined => {
  const kind = Reflect.apply(tagOf ?? (() => undefined), value, []) as string | undefined;
  return kind?.startsWith('Big') === true ? 'bigint' : kind && 'number';
};
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag)?.get;

/** An array of the same kind as `like`, with memory of its own. */
function ownArray(like: AnyArray, values: ArrayLike<unknown>): AnyArray {
  const own = new (kindOf(like))(values.length);
  for (let index = 0; index < values.length; index++) Reflect.set(own, index, values[index]);
  return own;
}

function relative(index: number, length: number): number {
  const whole = Math.trunc(index) || 0;
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}
