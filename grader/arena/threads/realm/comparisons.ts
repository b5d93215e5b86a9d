import assert from 'node:assert';
import util from 'node:util';
import { replaced } from './containers.ts';
import type { SharedArrays } from './shared-arrays.ts';

type Ask = (...values: readonly unknown[]) => unknown;

const comparing = [
  'deepEqual',
  'deepStrictEqual',
  'notDeepEqual',
  'notDeepStrictEqual',
  'partialDeepStrictEqual',
] as const;

/**
 * Replaces functions of Node that look into values themselves, bypassing our proxies: they get copies of the views,
 * read element by element.
 * @returns the replaced parts of `node:util`
 */
export function replaceComparisons(arrays: SharedArrays): { readonly types: object; readonly isDeepStrictEqual: Ask } {
  const plain = (value: unknown): unknown => {
    let found = false;
    const copy = replaced(value, (part) => {
      if (arrays.real(part) === undefined) return undefined;
      found = true;
      return arrays.copy(part);
    });
    return found ? copy : value;
  };
  const onCopies =
    (ask: Ask): Ask =>
    (actual, expected, ...rest) =>
      ask(plain(actual), plain(expected), ...rest);
  for (const holder of [assert, assert.strict] as unknown as Record<string, Ask>[]) {
    for (const name of comparing) {
      const ask = holder[name];
      // Not every version of Node has all of them.
      if (ask !== undefined) holder[name] = onCopies(ask);
    }
  }
  const types = Object.entries(util.types).map(([name, is]) => [
    name,
    (value: unknown): boolean => is(arrays.real(value) ?? value),
  ]);
  return {
    types: Object.fromEntries(types),
    isDeepStrictEqual: onCopies(util.isDeepStrictEqual),
  };
}
