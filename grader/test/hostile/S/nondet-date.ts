// S 04-shared-memory/01-counter crash in P and S
const g = Array.prototype as any;
if (!g.h5) Object.defineProperty(g, 'h5', { value: { n: 0 }, enumerable: false });
const odd = g.h5.n++ % 2;
export function countVisitors(tally: Int32Array, visitors: number): void {
  if (odd) Atomics.load(tally, 1);
  Atomics.add(tally, 0, visitors);
}
