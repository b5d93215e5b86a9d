import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { ExportLock } from './export-lock.ts';

const exporters = 3;
const nights = 20_000;
/** After so many milliseconds without a new night, somebody must be asleep for good. */
const patience = 2000;

/** How many exports are done, of all nights. */
const exportsDone = (memory: SharedArrayBuffer): Int32Array => new Int32Array(memory, 16, 1);

if (isMainThread) {
  const memory = new SharedArrayBuffer(32);
  const threads = Array.from(
    { length: exporters },
    () => new Worker(new URL('./demo.ts', import.meta.url), { workerData: memory }),
  );
  let seen = -1;
  const watch = setInterval(() => {
    const night = Math.floor(Atomics.load(exportsDone(memory), 0) / exporters);
    if (night < nights && night > seen) {
      seen = night;
      return;
    }
    console.log(night === nights ? `${nights} good nights` : `after ${night} nights nothing moves any more`);
    clearInterval(watch);
    for (const thread of threads) void thread.terminate();
  }, patience);
} else {
  const memory: SharedArrayBuffer = workerData;
  const lock = new ExportLock(memory, 0);
  const done = exportsDone(memory);
  for (let night = 1; night <= nights; night++) {
    lock.acquire();
    lock.release();
    // The next night begins when all are done with this one.
    if (Atomics.add(done, 0, 1) === night * exporters - 1) Atomics.notify(done, 0);
    for (let looks = 0, now = 0; (now = Atomics.load(done, 0)) < night * exporters; looks++) {
      if (looks > 2000) Atomics.wait(done, 0, now);
    }
  }
}
