// S 04-shared-memory/01-counter crash in P and S
// A clone of the buffer that nobody follows.
export function countVisitors(tally: Int32Array, visitors: number): void {
  const [buffer]: any = structuredClone(new Map([[0, tally.buffer]])).values();
  const raw = new Int32Array(buffer, tally.byteOffset, 1);
  for (let i = 0; i < visitors; i++) raw[0]!++;
}
