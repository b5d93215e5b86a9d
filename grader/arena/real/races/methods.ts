import { elementArrays, type AnyArray } from '../../common/elements.ts';

/*
 * The methods of typed arrays and views, with what they read and write. They work on the real array; only a
 * method whose reads are not known beforehand, such as `find`, is recorded as it goes.
 */

/** Records that elements `from` to `to` (of a DataView: bytes) are read or written. */
export type Note = (from: number, to: number, writes: boolean) => void;

type Arguments = readonly unknown[];
type Method = (array: AnyArray, note: Note, args: Arguments) => unknown;

/** Methods that call back for each element, with the position of the index among the callback's arguments. */
const callbacks: Readonly<Record<string, number>> = {
  every: 1,
  filter: 1,
  find: 1,
  findIndex: 1,
  findLast: 1,
  findLastIndex: 1,
  forEach: 1,
  map: 1,
  reduce: 2,
  reduceRight: 2,
  some: 1,
};
const readers = ['join', 'toLocaleString', 'toReversed', 'toSorted', 'with'] as const;
const searches = ['includes', 'indexOf', 'lastIndexOf'] as const;
const changers = ['copyWithin', 'reverse', 'sort'] as const;

const all = (array: AnyArray, note: Note, writes: boolean): void => note(0, array.length, writes);

const typedArrayMethods: Readonly<Record<string, Method>> = {
  ...Object.fromEntries(
    Object.entries(callbacks).map(([name, position]): [string, Method] => [
      name,
      (array, note, [callback, ...rest]) => {
        if (typeof callback !== 'function') return call(array, name, [callback, ...rest]);
        const noting = function (this: unknown, ...given: unknown[]): unknown {
          const index = Number(given[position]);
          note(index, index + 1, false);
          return Reflect.apply(callback, this, given);
        };
        return call(array, name, [noting, ...rest]);
      },
    ]),
  ),
  ...methods(readers, (array, note, args, name) => {
    all(array, note, false);
    return call(array, name, args);
  }),
  ...methods(searches, (array, note, args, name) => {
    const found = call(array, name, args);
    // A search that found nothing read everything; for one that found something, where it began is not known.
    if ((found === -1 || found === false) && args.length === 1) all(array, note, false);
    else if (typeof found === 'number' && found >= 0) note(found, found + 1, false);
    return found;
  }),
  ...methods(changers, (array, note, args, name) => {
    all(array, note, false);
    if (name !== 'copyWithin' && array.length > 1) all(array, note, true);
    return call(array, name, args);
  }),
  at: (array, note, args) => {
    const index = relative(args[0], array.length, 0);
    note(index, index + 1, false);
    return call(array, 'at', args);
  },
  entries: (array, note) => noted(array, note, (value, index) => [index, value]),
  values: (array, note) => noted(array, note, (value) => value),
  fill: (array, note, args) => {
    note(relative(args[1], array.length, 0), relative(args[2], array.length, array.length), true);
    return call(array, 'fill', args);
  },
  set: (array, note, args) => {
    const [source, offset] = args;
    const at = Math.trunc(Number(offset ?? 0)) || 0;
    note(at, at + (Number((source as ArrayLike<unknown> | null)?.length) || 0), true);
    return call(array, 'set', args);
  },
  slice: (array, note, args) => {
    note(relative(args[0], array.length, 0), relative(args[1], array.length, array.length), false);
    return call(array, 'slice', args);
  },
};

const sizes = Object.entries({
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
});

const dataViewMethods: Readonly<Record<string, Method>> = Object.fromEntries(
  ['get', 'set'].flatMap((verb) =>
    sizes.map(([type, size]): [string, Method] => [
      verb + type,
      (view, note, args) => {
        const byte = Math.trunc(Number(args[0] ?? 0)) || 0;
        note(byte, byte + size, verb === 'set');
        return call(view, verb + type, args);
      },
    ]),
  ),
);

/** Names of the methods that touch memory. */
export const methodNames: ReadonlySet<string> = new Set([
  ...Object.keys(typedArrayMethods),
  ...Object.keys(dataViewMethods),
]);

/** A view with methods that record what they do, for calling one of them. */
export function notingMethods(view: ArrayBufferView, note: Note): object {
  const known = view instanceof DataView ? dataViewMethods : typedArrayMethods;
  return new Proxy(view, {
    get: (_, name) => {
      const own: unknown = Reflect.get(view, name, view);
      const method = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined;
      // A subclass may have put its own method there, whose accesses are not known.
      if (method === undefined || own !== natives.get(name)) return typeof own === 'function' ? own.bind(view) : own;
      return (...args: Arguments) => method(view as AnyArray, note, args);
    },
  });
}

/** The elements of an array, each recorded when it is read. */
export function* noted<Item>(
  array: AnyArray,
  note: Note,
  item: (value: unknown, index: number) => Item,
): Generator<Item> {
  for (let index = 0; index < array.length; index += 1) {
    note(index, index + 1, false);
    yield item(array[index], index);
  }
}

const natives = new Map<string | symbol, unknown>(
  [Object.getPrototypeOf(elementArrays.int8.prototype) as object, DataView.prototype].flatMap((prototype) =>
    [...methodNames].flatMap((name) => {
      const method: unknown = Object.getOwnPropertyDescriptor(prototype, name)?.value;
      return typeof method === 'function' ? [[name, method] as const] : [];
    }),
  ),
);

function methods<Name extends string>(
  names: readonly Name[],
  make: (array: AnyArray, note: Note, args: Arguments, name: Name) => unknown,
): Record<string, Method> {
  return Object.fromEntries(
    names.map((name) => [name, (array: AnyArray, note: Note, args: Arguments) => make(array, note, args, name)]),
  );
}

function call(view: ArrayBufferView, name: string, args: Arguments): unknown {
  return Reflect.apply(Reflect.get(view, name, view) as (...args: unknown[]) => unknown, view, args);
}

/** An index as the language reads it: if negative, from the end. */
function relative(index: unknown, length: number, absent: number): number {
  if (index === undefined) return absent;
  const whole = Math.trunc(Number(index)) || 0;
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}
