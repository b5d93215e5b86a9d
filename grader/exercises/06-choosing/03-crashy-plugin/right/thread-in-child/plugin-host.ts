import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { plugin } from './plugin.ts';

/*
 * The plugin runs on a thread of the child, so that the child's own loop stays free; what it does to its process it
 * does to the child.
 */
if (isMainThread) {
  process.once('message', (text: string) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: text });
    worker.once('message', (html: string) => process.send?.({ html }));
    worker.once('error', (error: Error) => process.send?.({ error: error.message }));
    worker.once('exit', (code) => process.exit(code));
  });
} else {
  parentPort?.postMessage(plugin(workerData as string));
}
