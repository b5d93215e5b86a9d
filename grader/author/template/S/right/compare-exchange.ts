// Tries until nobody was faster.
export function add(total: Int32Array, amount: number): void {
  for (;;) {
    const seen = Atomics.load(total, 0);
    if (Atomics.compareExchange(total, 0, seen, seen + amount) === seen) return;
  }
}
