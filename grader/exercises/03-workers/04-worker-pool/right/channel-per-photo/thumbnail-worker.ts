import { parentPort, type MessagePort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

parentPort?.on('message', ({ photo, port }: { photo: Photo; port: MessagePort }) => {
  try {
    port.postMessage({ thumbnail: makeThumbnail(photo) });
  } catch (error) {
    port.postMessage({ failure: (error as Error).message });
  }
});
