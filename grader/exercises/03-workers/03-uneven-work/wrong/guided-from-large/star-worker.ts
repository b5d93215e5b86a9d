import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

const { picture, nextRow, workers }: { picture: Picture; nextRow: Int32Array; workers: number } = workerData;

/** Guided self-scheduling: a part of what is left, so large pieces first and small ones at the end. */
function take(): [from: number, to: number] {
  for (;;) {
    const from = Atomics.load(nextRow, 0);
    const to = Math.min(from + Math.max(4, Math.floor((picture.rows - from) / (2 * workers))), picture.rows);
    if (Atomics.compareExchange(nextRow, 0, from, to) === from) return [from, to];
  }
}

let stars = 0;
for (let [from, to] = take(); from < to; [from, to] = take()) stars += countStars(picture, from, to);
parentPort?.postMessage(stars);
