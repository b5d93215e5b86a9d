// S 04-shared-memory/01-counter stuck in P and S
export async function countVisitors(): Promise<never> {
  for (;;) await null;
}
