import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { add } from './starter/template.ts';

if (isMainThread) {
  const total = new Int32Array(new SharedArrayBuffer(4));
  const tills = [1, 2].map(() => new Worker(new URL('./demo.ts', import.meta.url), { workerData: total }));
  await Promise.all(tills.map((worker) => once(worker, 'exit')));
  console.log(`expected 2000000, got ${total[0]}`);
} else {
  const total: Int32Array = workerData;
  for (let sale = 0; sale < 1_000_000; sale += 1) add(total, 1);
}
