import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { plugin } from './plugin.ts';

/*
 * The plugin runs on a thread of the child, so that the child's own loop stays free; what it does to its process it
 * does to the child.
 */
if (isMainThread) {
  process.once('message', (text: string) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: text });
    let hasAnswered = false;
    const answer = (said: { html: string } | { error: string }): void => {
      hasAnswered = true;
      process.send?.(said);
    };
    worker.once('message', (html: string) => answer({ html }));
    worker.once('error', (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }));
    // Who has answered is ended when the answer has arrived: a long one may still be on its way.
    worker.once('exit', (code) => {
      if (!hasAnswered) process.exit(code);
    });
  });
} else {
  parentPort?.postMessage(plugin(workerData as string));
}
