// S 04-shared-memory/01-counter wrong-result in P and S
class Cell extends Int32Array {
  get value(): number {
    return Atomics.load(this, 0);
  }
  set value(next: number) {
    Atomics.store(this, 0, next);
  }
}
export function countVisitors(tally: Int32Array, visitors: number): void {
  const cell = new Cell(tally.buffer as any, 0, 1);
  for (let i = 0; i < visitors; i++) cell.value = cell.value + 1;
}
