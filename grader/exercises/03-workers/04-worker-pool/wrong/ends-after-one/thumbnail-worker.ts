import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

parentPort?.once('message', (photo: Photo) => {
  try {
    parentPort?.postMessage({ thumbnail: makeThumbnail(photo) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
