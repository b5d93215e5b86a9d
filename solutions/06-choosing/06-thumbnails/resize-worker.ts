import { parentPort } from 'node:worker_threads';
import { resize, type Picture } from './resize.ts';

// What is thrown here and not caught ends the thread. An error is an answer like any other.
parentPort?.on('message', (picture: Picture) => {
  try {
    const thumbnail = resize(picture);
    parentPort?.postMessage({ thumbnail }, [thumbnail.pixels.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
