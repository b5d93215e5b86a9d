// data-race: the counter is shared, so `+=` looks like one step; it is a read and a write, and others come between
import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { picture: Picture; nextRow: Int32Array; rowsAtOnce: number };

const { picture, nextRow, rowsAtOnce }: Work = workerData;

let stars = 0;
while (nextRow[0]! < picture.rows) {
  const from = nextRow[0]!;
  nextRow[0]! += rowsAtOnce;
  stars += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
parentPort?.postMessage(stars);
