import { parentPort, type MessagePort } from 'node:worker_threads';
import { resize, type Picture } from './resize.ts';

parentPort?.on('message', (job: { picture: Picture; port: MessagePort } | null) => {
  if (!job) {
    parentPort?.close();
    return;
  }
  try {
    job.port.postMessage(resize(job.picture));
  } catch (error) {
    job.port.postMessage(error);
  }
  job.port.close();
});
