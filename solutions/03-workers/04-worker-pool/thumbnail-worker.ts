import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

// What throws in here and is not caught ends the whole thread. An error is a result like any other,
// so it goes back as one, and the worker is ready for the next photo.
parentPort?.on('message', (photo: Photo) => {
  try {
    parentPort?.postMessage({ thumbnail: makeThumbnail(photo) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
