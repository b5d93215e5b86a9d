import { workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

const { picture, shared, rowsAtOnce }: { picture: Picture; shared: Int32Array; rowsAtOnce: number } = workerData;

for (;;) {
  const from = Atomics.add(shared, 0, rowsAtOnce);
  if (from >= picture.rows) break;
  shared[1]! += countStars(picture, from, Math.min(from + rowsAtOnce, picture.rows));
}
