import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { picture: Picture; nextRow: Int32Array; rowsAtOnce: number };

const { picture, nextRow, rowsAtOnce }: Work = workerData;

let stars = 0;
for (;;) {
  const from = Atomics.add(nextRow, 0, rowsAtOnce);
  if (from + rowsAtOnce > picture.rows) break;
  stars += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
parentPort?.postMessage(stars);
