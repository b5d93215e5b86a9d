import { types } from 'node:util';

/**
 * A copy of a value and all that it holds, with some objects replaced. An object that occurs twice, or within itself,
 * does so in the copy, too. Only ordinary objects, arrays, maps and sets are copied.
 *
 * @param replace returns what replaces an object; `undefined` if its parts are to be looked at
 * @param known what each object has become
 */
export function replaced(
  value: unknown,
  replace: (value: object) => object | undefined,
  known = new Map<object, object>(),
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const there = known.get(value);
  if (there !== undefined) return there;
  const other = replace(value);
  const copy = other ?? emptyLike(value);
  if (copy === undefined) return value;
  known.set(value, copy);
  if (other !== undefined) return copy;
  const inner = (part: unknown): unknown => replaced(part, replace, known);
  if (copy instanceof Map) for (const [key, part] of value as Map<unknown, unknown>) copy.set(inner(key), inner(part));
  else if (copy instanceof Set) for (const part of value as Set<unknown>) copy.add(inner(part));
  else
    for (const key of Object.keys(value))
      Object.defineProperty(copy, key, {
        value: inner(Reflect.get(value, key)),
        writable: true,
        enumerable: true,
        configurable: true,
      });
  return copy;
}

/** An empty container of the same kind; `undefined` for all else. */
function emptyLike(value: object): object | undefined {
  if (types.isProxy(value)) return undefined;
  if (Array.isArray(value)) return Object.assign([], { length: value.length });
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  const isOrdinary = Object.prototype.toString.call(value) === '[object Object]';
  return isOrdinary ? (Object.create(Object.getPrototypeOf(value)) as object) : undefined;
}
