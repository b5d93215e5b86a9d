export function loadThenStore(count: Int32Array): void {
  Atomics.store(count, 0, Atomics.load(count, 0) + 1);
}
