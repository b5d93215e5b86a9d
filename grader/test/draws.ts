/**
 * How many random programs a test draws, or how many cases of those that are kept: `few` of them, from fixed seeds,
 * and `many` in the long run (`npm run test:long`).
 */
export const draws = (few: number, many: number): number => (process.env['RACELINGS_LONG'] === '1' ? many : few);
