import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { resize } from './resize.ts';
for (;;) {
  parentPort!.postMessage({ ask: true });
  const [job] = await once(parentPort!, 'message');
  if (!job) break;
  try {
    parentPort!.postMessage({ thumbnail: resize(job) });
  } catch (error) {
    parentPort!.postMessage({ error });
  }
}
