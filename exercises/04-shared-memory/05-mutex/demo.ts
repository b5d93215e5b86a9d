import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { Mutex } from './mutex.ts';

const tables = 4;
const parcels = 5;
/** Time that one label takes to print, in milliseconds. */
const printing = 40;

if (isMainThread) {
  const memory = new SharedArrayBuffer(32);
  const begun = performance.now();
  const before = process.cpuUsage();
  const threads = Array.from(
    { length: tables },
    () => new Worker(new URL('./demo.ts', import.meta.url), { workerData: memory }),
  );
  await Promise.all(threads.map((thread) => once(thread, 'exit')));
  const { user, system } = process.cpuUsage(before);
  console.log(`${new Int32Array(memory)[4]} labels for ${tables * parcels} parcels`);
  console.log(`took ${Math.round(performance.now() - begun)} ms`);
  console.log(`and ${Math.round((user + system) / 1000)} ms of the processor's time, start-up of the threads included`);
} else {
  const memory: SharedArrayBuffer = workerData;
  const mutex = new Mutex(memory, 0);
  const labels = new Int32Array(memory, 16);
  for (let parcel = 0; parcel < parcels; parcel++) {
    mutex.lock();
    labels[0]!++;
    // The printer prints: the thread sleeps for a while and uses no processor.
    Atomics.wait(labels, 1, 0, printing);
    mutex.unlock();
  }
}
