import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { countVisitors } from './counter.ts';

const turnstiles = 3;
const visitors = 1_000_000;

if (isMainThread) {
  for (let night = 1; night <= 5; night++) {
    // Each element is 4 bytes. The worker's copy of the array is a view of the same memory.
    const tally = new Int32Array(new SharedArrayBuffer(4 * 4));
    const threads = Array.from(
      { length: turnstiles },
      () => new Worker(new URL('./demo.ts', import.meta.url), { workerData: tally }),
    );
    await Promise.all(threads.map((thread) => once(thread, 'exit')));
    console.log(`night ${night}: expected ${turnstiles * visitors}, got ${tally[0]}`);
  }
} else {
  const tally: Int32Array = workerData;
  countVisitors(tally, visitors);
}
