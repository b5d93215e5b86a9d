// wrong-result: a loop from 0 to visitors, both included: one visitor too many
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i <= visitors; i++) {
    Atomics.add(tally, 0, 1);
  }
}
