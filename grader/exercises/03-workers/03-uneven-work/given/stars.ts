import { metered } from '../../../../harness/given.ts';
import * as stars from '../starter/stars.ts';

/** What a row costs that has nothing in it, and what a bright pixel adds. */
const darkRow = 1;
const brightPixel = 10;

/** The astronomers' function; the work is what there is to look at. */
export const countStars = metered(stars.countStars, ({ width, pixels }, from, to) => {
  const bright = pixels.subarray(from * width, to * width).filter((brightness) => brightness >= 128).length;
  return { from, to, units: darkRow * Math.max(0, to - from) + brightPixel * bright };
});
