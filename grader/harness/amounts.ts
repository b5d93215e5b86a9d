/**
 * For real runs: the results without wrong numbers. Which ones come out may depend on who was faster, and the
 * same attempt must be told the same each time.
 * @returns `too few, right`
 */
export const amounts = (got: readonly number[], expected: readonly number[]): string =>
  expected.map((right, index) => amount(got[index], right)).join(', ');

function amount(got: number | undefined, expected: number): string {
  if (got === expected) return 'right';
  if (typeof got !== 'number') return String(got);
  return got < expected ? 'too few' : 'too many';
}
