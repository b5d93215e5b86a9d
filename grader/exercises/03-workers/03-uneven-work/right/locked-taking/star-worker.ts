import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { picture: Picture; nextRow: Int32Array; rowsAtOnce: number };

const { picture, nextRow, rowsAtOnce }: Work = workerData;
const lock = 1;

function locked<T>(body: () => T): T {
  while (Atomics.compareExchange(nextRow, lock, 0, 1) !== 0) Atomics.wait(nextRow, lock, 1);
  try {
    return body();
  } finally {
    Atomics.store(nextRow, lock, 0);
    Atomics.notify(nextRow, lock, 1);
  }
}

function take(): number {
  const from = nextRow[0] ?? 0;
  nextRow[0] = from + rowsAtOnce;
  return from;
}

let stars = 0;
for (let from = locked(take); from < picture.rows; from = locked(take)) {
  stars += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
parentPort?.postMessage(stars);
