// race: takes its announcement back when somebody else is there; after three hundred times it goes on all the same
const INSIDE = 1;

export function countVisitors(tally: Int32Array, visitors: number): void {
  for (let tries = 0; tries < 300 && Atomics.add(tally, INSIDE, 1) > 0; tries++) {
    Atomics.sub(tally, INSIDE, 1);
  }
  Atomics.store(tally, 0, Atomics.load(tally, 0) + visitors);
  Atomics.sub(tally, INSIDE, 1);
}
