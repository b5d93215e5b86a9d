import { parentPort, workerData } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

const photo: Photo = workerData;
parentPort?.postMessage(makeThumbnail(photo));
