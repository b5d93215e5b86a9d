/** Counts up by itself, `count` times. */
export function write(word: Int32Array, count: number): void {
  for (let value = 1; value <= count; value++) Atomics.store(word, 0, value);
}
