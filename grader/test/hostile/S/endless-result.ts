// S 04-shared-memory/01-counter crash in P and S
export function countVisitors(tally: Int32Array, visitors: number): unknown {
  Atomics.add(tally, 0, visitors);
  console.log('\u0001'.repeat(1e6));
  const endless: unknown[] = Array.from({ length: 1000 }, () => '\u0001'.repeat(100_000));
  throw Object.assign(new Error('\u0001'.repeat(1e6)), { endless, stack: '\u0001'.repeat(1e6) });
}
