/** Adds as one does by hand, in base two: who turns a 1 into a 0 owes a 1 to the next place. */
export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let place = 0; place < 32; place++) {
    if (((visitors >>> place) & 1) === 1) flip(tally, place);
  }
}

function flip(tally: Int32Array, from: number): void {
  for (let place = from; place < 32; place++) {
    const before = Atomics.xor(tally, 0, 1 << place);
    if (((before >>> place) & 1) === 0) return;
  }
}
