// S 04-shared-memory/01-counter crash in P and S
class Evil extends Error {
  override get message(): string {
    throw new Error('again');
  }
  override get stack(): any {
    throw 1;
  }
  override get name(): any {
    return Symbol('x');
  }
}
export function countVisitors(tally: Int32Array, visitors: number): void {
  throw new Evil();
}
