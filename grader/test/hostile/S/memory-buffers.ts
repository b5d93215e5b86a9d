// S 04-shared-memory/01-counter crash in P and S
// Outside the heap that a thread may have.
export function countVisitors(): never {
  const all: Uint8Array[] = [];
  for (;;) all.push(new Uint8Array(1e7).fill(1));
}
