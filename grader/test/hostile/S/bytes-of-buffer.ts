// S 04-shared-memory/01-counter data-race in P and S
// The constructor that Node's Buffer inherits from.
const Bytes: any = Object.getPrototypeOf(Buffer);
export function countVisitors(tally: Int32Array, visitors: number): void {
  const bytes = new Bytes(tally.buffer, tally.byteOffset, 4);
  for (let i = 0; i < visitors; i++) bytes[0]++;
}
