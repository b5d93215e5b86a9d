export type Trip = {
  id: number;
  rider: string;
  minutes: number;
  /** What the bike's sensors recorded, packed into a number. */
  track: number;
};

const samples = 15_000;

/** What a trip costs, in cents. Follows its track; takes about a tenth of a millisecond. */
export function priceOf({ minutes, track }: Trip): number {
  let sample = track;
  let cobbles = 0;
  for (let index = 0; index < samples; index += 1) {
    sample = (Math.imul(sample, 1_664_525) + 1_013_904_223) >>> 0;
    // Whoever was shaken by cobblestones gets a discount.
    if (sample >>> 28 === 0) cobbles += 1;
  }
  return Math.max(100, 25 * minutes - (cobbles % 100));
}
