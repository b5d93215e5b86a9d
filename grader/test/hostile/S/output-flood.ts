// S 04-shared-memory/01-counter stuck in P and S
export function countVisitors(): never {
  for (;;) console.log('x'.repeat(1e5));
}
