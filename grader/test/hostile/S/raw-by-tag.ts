// S 04-shared-memory/01-counter wrong-result in P and S
import { inspect } from 'node:util';
let raw: any;
class Cell extends Int32Array {
  override get [Symbol.toStringTag](): any {
    raw = this;
    return 'Int32Array';
  }
  get [inspect.custom](): any {
    raw = this;
    return undefined;
  }
}
export function countVisitors(tally: Int32Array, visitors: number): void {
  const cell = new Cell(tally.buffer as any, 0, 1);
  inspect(cell, { getters: true });
  Atomics.load(cell, 0);
  for (let i = 0; i < visitors; i++) raw[0]++;
}
