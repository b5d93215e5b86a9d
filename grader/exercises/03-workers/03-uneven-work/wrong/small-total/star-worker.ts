import { workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { total: Uint16Array; picture: Picture; nextRow: Int32Array; rowsAtOnce: number };

const { total, picture, nextRow, rowsAtOnce }: Work = workerData;

let stars = 0;
for (;;) {
  // Whoever is free takes the next rows itself: `add` returns the old value and writes the new one
  // in a single step, so no two workers ever get the same rows. Nobody has to be asked, and a
  // chunk costs no message.
  const from = Atomics.add(nextRow, 0, rowsAtOnce);
  if (from >= picture.rows) break;
  stars += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
Atomics.add(total, 0, stars);
