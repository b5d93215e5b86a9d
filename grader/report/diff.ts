/** One line of a comparison: in both texts, or only in the first (`-`) or the second (`+`). */
export type DiffLine = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/** With more pairs of lines the table below would take too long after a key; the texts are then shown as replaced. */
const maxPairs = 4_000_000;

/**
 * What turns one list of lines into another, with the fewest removed and added lines.
 *
 * By the longest common subsequence (Wagner and Fischer, "The String-to-String Correction
 * Problem", 1974): quadratic, which is nothing for the few hundred lines of an exercise, and
 * simple enough to need no library.
 */
export const diffLines = (before: readonly string[], after: readonly string[]): readonly DiffLine[] => {
  const start = commonStart(before, after);
  const end = commonEnd(before.slice(start), after.slice(start));
  const same = (lines: readonly string[]): readonly DiffLine[] => lines.map((text) => ({ sign: ' ', text }));
  return [
    ...same(before.slice(0, start)),
    ...changes(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
};

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  const differing = a.findIndex((line, index) => line !== b[index]);
  return differing < 0 ? a.length : differing;
};

const commonEnd = (a: readonly string[], b: readonly string[]): number => {
  const length = Math.min(a.length, b.length);
  return commonStart(a.toReversed().slice(0, length), b.toReversed().slice(0, length));
};

const changes = (a: readonly string[], b: readonly string[]): readonly DiffLine[] => {
  const width = b.length + 1;
  if (a.length * b.length > maxPairs) return [...signed('-', a), ...signed('+', b)];
  // common[i * width + j]: how many lines the rest of `a` from i and the rest of `b` from j share.
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i] ?? '' });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ sign: '-', text: a[i] ?? '' });
      i++;
    } else {
      lines.push({ sign: '+', text: b[j] ?? '' });
      j++;
    }
  }
  return [...lines, ...signed('-', a.slice(i)), ...signed('+', b.slice(j))];
};

const signed = (sign: '-' | '+', lines: readonly string[]): readonly DiffLine[] =>
  lines.map((text) => ({ sign, text }));
