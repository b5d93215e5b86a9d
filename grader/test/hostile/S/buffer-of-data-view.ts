// S 04-shared-memory/01-counter data-race in P and S
class View extends (DataView as any) {
  get buffer(): any {
    return new ArrayBuffer(8);
  }
}
export function countVisitors(tally: Int32Array, visitors: number): void {
  const view = new (View as any)(tally.buffer);
  for (let i = 0; i < visitors; i++) view.setInt32(0, view.getInt32(0, true) + 1, true);
}
