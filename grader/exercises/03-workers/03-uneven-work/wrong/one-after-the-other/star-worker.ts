import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

const picture: Picture = workerData;
parentPort?.on('message', ([from, to]: [number, number]) => {
  parentPort?.postMessage(countStars(picture, from, to));
});
