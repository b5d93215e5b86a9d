import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Work = { picture: Picture; borders: number[]; next: Int32Array; own: number };
const { picture, borders, next, own }: Work = workerData;

/** Each has a share of its own, and when that is through, takes from those of the others. */
let stars = 0;
for (let turn = 0; turn < next.length; turn += 1) {
  const share = (own + turn) % next.length;
  const end = borders[share + 1] ?? 0;
  for (let from = Atomics.add(next, share, 6); from < end; from = Atomics.add(next, share, 6)) {
    stars += countStars(picture, from, Math.min(from + 6, end));
  }
}
parentPort?.postMessage(stars);
