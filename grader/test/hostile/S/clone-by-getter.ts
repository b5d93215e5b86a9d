// S 04-shared-memory/01-counter crash in P and S
// Nothing for whoever calls no getter; and a clone calls it.
export function countVisitors(tally: Int32Array, visitors: number): void {
  const late = Object.defineProperty({}, 'buffer', { enumerable: true, get: () => tally.buffer });
  const { buffer }: any = structuredClone(late);
  const raw = new Int32Array(buffer, tally.byteOffset, 1);
  for (let i = 0; i < visitors; i++) raw[0]!++;
}
