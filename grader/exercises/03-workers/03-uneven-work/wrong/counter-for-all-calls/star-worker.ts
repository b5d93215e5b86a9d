import { parentPort, workerData } from 'node:worker_threads';
import { countStars } from './stars.ts';
const { picture, next } = workerData;
let sum = 0;
for (let row = Atomics.add(next, 0, 1); row < picture.rows; row = Atomics.add(next, 0, 1)) sum += countStars(picture, row, row + 1);
parentPort?.postMessage(sum);
