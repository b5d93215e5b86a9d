import { parentPort } from 'node:worker_threads';
import { makeThumbnail, type Photo } from './thumbnail.ts';

/** Asks for work, and tells with the question what came of the last. */
const port = parentPort!;
port.postMessage({ ready: true });
port.on('message', ({ task, photo }: { task: number; photo?: Photo }) => {
  if (!photo) return port.close();
  try {
    port.postMessage({ task, thumbnail: makeThumbnail(photo) });
  } catch (error) {
    port.postMessage({ task, failure: error instanceof Error ? error.message : String(error) });
  }
});
