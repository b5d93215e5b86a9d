// data-race: a flag without Atomics; nothing says when another thread sees it
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let i = 0; i < visitors; i++) {
    while (tally[1] === 1) {
      // somebody is counting
    }
    tally[1] = 1;
    tally[0]!++;
    tally[1] = 0;
  }
}
