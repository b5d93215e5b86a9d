// data-race in "the Milky Way is shared by all workers"
// reads by Atomics, as only reading "may see an old value", and writes what it read plus eight
import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { picture: Picture; nextRow: Int32Array; rowsAtOnce: number };

const { picture, nextRow, rowsAtOnce }: Work = workerData;

function take(): number {
  const from = Atomics.load(nextRow, 0);
  nextRow[0] = from + rowsAtOnce;
  return from;
}

let stars = 0;
for (let from = take(); from < picture.rows; from = take()) {
  stars += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
parentPort?.postMessage(stars);
