// blocked-loop in "five workers count every number once, at the same time, and ends"
// waits with Atomics.wait for the workers, on the very thread that must stay responsive
import { Worker } from 'node:worker_threads';

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const shared = new Int32Array(new SharedArrayBuffer(8 + 4096));
  const border = (index: number): number => Math.floor((limit * index) / workers);
  for (let i = 0; i < workers; i += 1)
    new Worker(new URL('./prime-worker.ts', import.meta.url), {
      workerData: { from: border(i), to: border(i + 1), shared },
    });
  for (;;) {
    const done = Atomics.load(shared, 0);
    if (done === workers) break;
    Atomics.wait(shared, 0, done);
  }
  const failed = Atomics.load(shared, 2);
  if (failed) {
    const bytes = new Uint8Array(shared.buffer, 16, failed).slice();
    const { name, message } = JSON.parse(new TextDecoder().decode(bytes));
    throw name === 'RangeError' ? new RangeError(message) : new Error(message);
  }
  return Atomics.load(shared, 1);
}
