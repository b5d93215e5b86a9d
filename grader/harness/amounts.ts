/**
 * Puts results into words without the wrong numbers: in a real run those may depend on timing, but the same attempt
 * must get the same text each time.
 * @returns `too few, right`
 */
export const amounts = (got: readonly number[], expected: readonly number[]): string =>
  expected.map((right, index) => amount(got[index], right)).join(', ');

function amount(got: number | undefined, expected: number): string {
  if (got === expected) return 'right';
  if (typeof got !== 'number') return String(got);
  return got < expected ? 'too few' : 'too many';
}
