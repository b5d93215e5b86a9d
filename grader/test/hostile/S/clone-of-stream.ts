// S 04-shared-memory/01-counter unhandled in P and S
// A stream that was transferred clones whatever is written to it later.
export async function countVisitors(tally: Int32Array, visitors: number): Promise<void> {
  const { readable, writable } = new TransformStream();
  const there = structuredClone(readable, { transfer: [readable as never] });
  void writable.getWriter().write(tally.buffer);
  const { value } = await there.getReader().read();
  const raw = new Int32Array(value, tally.byteOffset, 1);
  for (let i = 0; i < visitors; i++) raw[0]!++;
}
