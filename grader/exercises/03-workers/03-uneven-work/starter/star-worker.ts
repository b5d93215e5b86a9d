import { parentPort, workerData } from 'node:worker_threads';
import { countStars, type Picture } from './stars.ts';

type Share = { picture: Picture; from: number; to: number };

const { picture, from, to }: Share = workerData;
parentPort?.postMessage(countStars(picture, from, to));
