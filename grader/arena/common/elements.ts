import type { Value } from '../../explore/operation.ts';

/** The typed arrays that may lie over shared memory, captured before the learner's realm replaces them. */
export const elementArrays = {
  int8: Int8Array,
  uint8: Uint8Array,
  uint8Clamped: Uint8ClampedArray,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
  bigint64: BigInt64Array,
  biguint64: BigUint64Array,
} as const;

// Of newer versions of Node: no scenario uses it, and an attempt may.
const float16: unknown = Reflect.get(globalThis, 'Float16Array');
if (typeof float16 === 'function') Object.assign(elementArrays, { float16 });

export type ElementName = keyof typeof elementArrays;
export type BigIntArray<B extends ArrayBufferLike = ArrayBufferLike> = BigInt64Array<B> | BigUint64Array<B>;
export type AnyArray<B extends ArrayBufferLike = ArrayBufferLike> =
  | BigIntArray<B>
  | Int8Array<B>
  | Uint8Array<B>
  | Uint8ClampedArray<B>
  | Int16Array<B>
  | Uint16Array<B>
  | Int32Array<B>
  | Uint32Array<B>
  | Float32Array<B>
  | Float64Array<B>;

/** `Atomics` for any typed array; Node itself checks that the array fits. */
type AnyAtomics = {
  readonly [Name in 'add' | 'and' | 'exchange' | 'or' | 'store' | 'sub' | 'xor']: (
    array: AnyArray,
    index: number,
    value: Value,
  ) => Value;
} & {
  readonly load: (array: AnyArray, index: number) => Value;
  readonly compareExchange: (array: AnyArray, index: number, expected: Value, replacement: Value) => Value;
  readonly wait: (array: AnyArray, index: number, value: Value, timeout?: number) => 'ok' | 'not-equal' | 'timed-out';
  readonly waitAsync: (array: AnyArray, index: number, value: Value, timeout?: number) => WaitAsync;
  readonly notify: (array: AnyArray, index: number, count?: number) => number;
};

export type WaitAsync =
  | { readonly async: false; readonly value: 'not-equal' | 'timed-out' }
  | { readonly async: true; readonly value: Promise<'ok' | 'timed-out'> };

/** `Atomics` as Node made it; in a learner's thread the global of that name is ours. */
export const realAtomics = Atomics;
// The library declares one overload per array type, which a union of them does not fit.
export const anyAtomics = Atomics as unknown as AnyAtomics;
