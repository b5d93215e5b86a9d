import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

const { picture, nextRow }: { picture: Picture; nextRow: Int32Array } = workerData;
for (let row = Atomics.add(nextRow, 0, 1); row < picture.rows; row = Atomics.add(nextRow, 0, 1)) {
  parentPort?.postMessage(countStars(picture, row, row + 1));
}
