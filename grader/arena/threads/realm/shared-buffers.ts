import { elementArrays } from '../../common/elements.ts';
import type { SharedArrays } from './shared-arrays.ts';

type Options = { readonly maxByteLength?: number };

/** Registers the buffers that the learner's code creates; their methods go through the scheduler. */
export function replaceSharedArrayBuffer(arrays: SharedArrays, nextNumber: () => number): void {
  const Real = SharedArrayBuffer;
  const { prototype } = Real;
  const { growables } = arrays;

  const make = (bytes: number, { maxByteLength }: Options = {}): SharedArrayBuffer => {
    if (maxByteLength === undefined) return new Real(bytes);
    if (bytes > maxByteLength) throw new RangeError('Invalid array buffer max length');
    const buffer = new Real(maxByteLength);
    const cell = new Int32Array(new Real(Int32Array.BYTES_PER_ELEMENT)).fill(bytes);
    growables.adopt(buffer, cell, nextNumber(), bytes);
    return buffer;
  };
  const replaced = new Proxy(Real, {
    construct: (_, [bytes, options]: [number, Options?], newTarget) => {
      const buffer = make(bytes, options);
      arrays.follow(buffer, nextNumber());
      if (newTarget !== replaced) Object.setPrototypeOf(buffer, newTarget.prototype);
      return buffer;
    },
  });
  Object.defineProperty(globalThis, 'SharedArrayBuffer', { value: replaced, writable: true, configurable: true });

  const byteLength = getterOf(prototype, 'byteLength');
  const own = {
    get byteLength(): number {
      const buffer = this as unknown as SharedArrayBuffer;
      return growables.has(buffer) ? growables.length(buffer) : byteLength.call(buffer);
    },
    get growable(): boolean {
      return growables.has(this as unknown as SharedArrayBuffer);
    },
    get maxByteLength(): number {
      return byteLength.call(this);
    },
    grow(this: SharedArrayBuffer, bytes: number): void {
      growables.grow(this, bytes);
    },
    /** As in the language, byte by byte. */
    slice(this: SharedArrayBuffer, begin?: number, end?: number): SharedArrayBuffer {
      const bytes = new Uint8Array(this).slice(begin, end);
      const copy = new SharedArrayBuffer(bytes.length);
      // Not a step, as no other thread has the copy yet.
      new elementArrays.uint8(copy).set(bytes);
      return copy;
    },
  };
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(own))) {
    Object.defineProperty(prototype, name, { ...descriptor, enumerable: false });
  }
  Object.defineProperty(prototype, 'constructor', { value: replaced });
}

function getterOf(target: object, name: string): (this: unknown) => number {
  const get: unknown = Reflect.get(Object.getOwnPropertyDescriptor(target, name) ?? {}, 'get');
  if (typeof get !== 'function') throw new Error(`Expected ${name} to be a property with a getter`);
  return get as (this: unknown) => number;
}
