import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

const { picture, ranges }: { picture: Picture; ranges: [number, number][] } = workerData;
parentPort?.postMessage(ranges.reduce((sum, [from, to]) => sum + countStars(picture, from, to), 0));
