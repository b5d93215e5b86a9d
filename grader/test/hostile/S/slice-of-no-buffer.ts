// S 04-shared-memory/01-counter data-race in P and S
// Node makes a buffer of whatever `this` says that it is.
export function countVisitors(tally: Int32Array, visitors: number): void {
  const like: any = { buffer: tally.buffer, byteOffset: tally.byteOffset, length: 4 };
  const bytes: any = Buffer.prototype.subarray.call(like, 0, 4);
  for (let i = 0; i < visitors; i++) bytes[0]++;
}
