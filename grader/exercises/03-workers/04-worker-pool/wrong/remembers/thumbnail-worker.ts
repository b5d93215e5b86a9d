import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo, type Thumbnail } from './thumbnail.ts';

const known = new Map<number, Thumbnail>();

parentPort?.on('message', (photo: Photo) => {
  try {
    const thumbnail = known.get(photo.id) ?? makeThumbnail(photo);
    known.set(photo.id, thumbnail);
    parentPort?.postMessage({ thumbnail });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
