import type { MemoryRange, Value } from '../../../explore/operation.ts';
import type { SharedArrays } from './shared-arrays.ts';

const sizes = {
  Int8: 1,
  Uint8: 1,
  Int16: 2,
  Uint16: 2,
  Int32: 4,
  Uint32: 4,
  Float16: 2,
  Float32: 4,
  Float64: 8,
  BigInt64: 8,
  BigUint64: 8,
} as const;

type Get = (this: DataView, byte: number, littleEndian?: boolean) => Value;
type Set = (this: DataView, byte: number, value: unknown, littleEndian?: boolean) => void;

/** Makes the methods of DataView go through the scheduler where they touch shared memory. */
export function replaceDataView(arrays: SharedArrays): void {
  const prototype = DataView.prototype as unknown as Record<string, Get & Set>;
  // Node's own getters: a class in the learner's code may override them.
  const bufferOf = getterOf(prototype, 'buffer') as (view: DataView) => ArrayBufferLike;
  const offsetOf = getterOf(prototype, 'byteOffset') as (view: DataView) => number;

  const placeOf = (view: DataView, byte: number, size: number): MemoryRange | undefined => {
    const buffer = bufferOf(view);
    if (!arrays.followed(buffer)) return undefined;
    const place = arrays.place(buffer, offsetOf(view) + byte, size);
    const end = place.byte + size;
    if (end > arrays.growables.peek(buffer) && end > arrays.growables.length(buffer)) {
      throw new RangeError('Offset is outside the bounds of the DataView');
    }
    return place;
  };

  for (const [name, size] of Object.entries(sizes)) {
    const get: Get | undefined = prototype[`get${name}`];
    const set: Set | undefined = prototype[`set${name}`];
    // Not every version of Node has Float16.
    if (get === undefined || set === undefined) continue;
    define(prototype, `get${name}`, function (this: DataView, at: number, littleEndian?: boolean): Value {
      const byte = indexOf(at);
      const place = placeOf(this, byte, size);
      // Also checks the arguments, before anything is visible.
      const value = get.call(this, byte, littleEndian);
      return place === undefined ? value : arrays.load(place, () => get.call(this, byte, littleEndian), size > 1);
    });
    const scratch = new DataView(new ArrayBuffer(8));
    define(
      prototype,
      `set${name}`,
      function (this: DataView, at: number, value: unknown, littleEndian?: boolean): void {
        const byte = indexOf(at);
        const place = placeOf(this, byte, size);
        if (place === undefined) return set.call(this, byte, value, littleEndian);
        get.call(this, byte);
        set.call(scratch, 0, value);
        const wrote = get.call(scratch, 0);
        arrays.store(place, wrote, () => set.call(this, byte, wrote, littleEndian), size > 1);
      },
    );
  }
}

/** Converted once: an object could give another number next time. */
function indexOf(byte: number): number {
  // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- a bigint throws here, as in Node.
  return Math.trunc(+byte) || 0;
}

function getterOf(holder: object, key: string): (view: DataView) => unknown {
  const get = Object.getOwnPropertyDescriptor(holder, key)?.get;
  return (view) => Reflect.apply(get ?? (() => undefined), view, []);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
