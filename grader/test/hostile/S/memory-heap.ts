// S 04-shared-memory/01-counter crash in P and S
export function countVisitors(): never {
  const all: unknown[] = [];
  for (;;) all.push(new Array(1e5).fill(all.length));
}
