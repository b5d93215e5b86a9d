import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

parentPort?.on('message', (photo: Photo) => {
  parentPort?.postMessage({ thumbnail: makeThumbnail(photo) });
});
