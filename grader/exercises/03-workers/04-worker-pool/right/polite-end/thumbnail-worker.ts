import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

const { port }: { port: MessagePort } = workerData;

// When the pool closes its end of the channel, nothing keeps this thread alive.
port.on('message', (photo: Photo) => {
  let answer: unknown;
  try {
    answer = makeThumbnail(photo);
  } catch (error) {
    answer = error;
  }
  port.postMessage(answer);
});
