/** One check of an exercise, weighed. */
export type Weighed = {
  readonly title: string;
  readonly passed: boolean;
  readonly points: number;
  readonly max: number;
  readonly tried?: false;
};

type Checked = { readonly title: string; readonly passed: boolean; readonly tried?: false };

export type Grading = 'checks' | 'all';

/**
 * Divides an exercise's points among its checks.
 *
 * @param points of the exercise
 * @param weights by title; 1 where a title is missing
 * @param grading `all`: every point or none, but each check reports how far it got
 */
export const weigh = (
  checks: readonly Checked[],
  points: number,
  {
    weights = {},
    grading,
  }: { readonly weights?: Readonly<Record<string, number>> | undefined; readonly grading: Grading },
): readonly Weighed[] => {
  const whole = checks.reduce((sum, { title }) => sum + (weights[title] ?? 1), 0);
  const isWhole = checks.every(({ passed }) => passed);
  return checks.map(({ title, passed, tried }) => {
    const max = whole === 0 ? 0 : (points * (weights[title] ?? 1)) / whole;
    const counts = grading === 'all' ? isWhole : passed;
    return { title, passed, points: rounded(counts ? max : 0), max: rounded(max), ...(tried === false && { tried }) };
  });
};

/** To a millionth: thirds of a point must be the same digits on every machine. */
const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

/** To a hundredth: parts of points would add up to more digits than a mark has. */
export const sumOf = (points: readonly number[]): number =>
  Math.round(points.reduce((sum, each) => sum + each, 0) * 100) / 100;

/** @returns the points of one exercise, to a hundredth */
export const totalOf = (checks: readonly Weighed[]): number => sumOf(checks.map(({ points }) => points));

/** For platforms that know only whole points: rounded down, once for each exercise. */
export const wholePoints = (points: number): number => Math.floor(points + 1e-9);
