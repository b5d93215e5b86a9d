/** Takes everything out, and puts it back with its own if nobody has put in any meanwhile; else takes that, too. */
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let hand = visitors; hand !== 0;) {
    hand += Atomics.exchange(tally, 0, 0);
    if (Atomics.compareExchange(tally, 0, 0, hand) === 0) return;
  }
}
