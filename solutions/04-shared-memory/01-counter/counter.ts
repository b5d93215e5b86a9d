/**
 * Adds `visitors` to `tally[0]`, on memory that other threads count in, too.
 * `tally[1]` to `tally[3]` are free to use and start at 0.
 */
export function countVisitors(tally: Int32Array, visitors: number): void {
  // `tally[0]++` is three steps: read, add, write. Another thread's three can fall between them,
  // and then one of the two writes overwrites the other. `Atomics.add` is one step that nothing can
  // divide, and it orders the threads that use it on this word, so there is no data race either.
  // Since it adds any number in that one step, there is no need to do it one by one.
  Atomics.add(tally, 0, visitors);
}
