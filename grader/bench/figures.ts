/** The middle number; of two, the upper. */
export const median = (numbers: readonly number[]): number =>
  sorted(numbers)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** @param share from 0 to 1: 0.99 is the 99th percentile */
export const percentile = (numbers: readonly number[], share: number): number =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? Number.NaN;

/** `55 (38–85)`: median, least and most. */
export const spread = (numbers: readonly number[], digits = 0): string => {
  const [least = Number.NaN, most = Number.NaN] = [sorted(numbers)[0], sorted(numbers).at(-1)];
  return `${median(numbers).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
};

/** For `--json`: the main process collects what its sections report. */
export const report = (figures: unknown): void => void process.send?.(figures);

const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);
