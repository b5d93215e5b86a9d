import { Worker } from 'node:worker_threads';

const limitMs = 2000;

/** What the plugin makes of a text. It may misbehave, and this program must not care. */
export function render(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // TODO: a reader writes "crash", and the whole newspaper is down. Does this keep the plugin away from us?
    const worker = new Worker(new URL('./plugin-host.ts', import.meta.url), {
      workerData: text,
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    const timer = setTimeout(() => void worker.terminate(), limitMs);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the plugin has ended without an answer'));
    });
  });
}
