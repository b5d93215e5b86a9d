const ASIDE = 1;
const INSIDE = 2;

/** Each puts its visitors aside, and whoever leaves the room empty brings over what is there. */
export function countVisitors(tally: Int32Array, visitors: number): void {
  Atomics.add(tally, INSIDE, 1);
  Atomics.add(tally, ASIDE, visitors);
  if (Atomics.sub(tally, INSIDE, 1) === 1) Atomics.add(tally, 0, Atomics.exchange(tally, ASIDE, 0));
}
