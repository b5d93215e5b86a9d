// race: each step is atomic, and still they are two
export function add(total: Int32Array, amount: number): void {
  Atomics.store(total, 0, Atomics.load(total, 0) + amount);
}
