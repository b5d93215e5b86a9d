import { parentPort } from 'node:worker_threads';
import { resize, type Picture } from './resize.ts';

// From the trial in spring. Nobody starts it yet.
parentPort?.on('message', (picture: Picture) => {
  parentPort?.postMessage(resize(picture));
});
