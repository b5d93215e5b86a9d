import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';
parentPort?.on('message', (photo: Photo) => {
  try { parentPort?.postMessage({ id: photo.id, thumbnail: makeThumbnail(photo) }); }
  catch (error) { parentPort?.postMessage({ id: photo.id, message: (error as Error).message }); }
});
