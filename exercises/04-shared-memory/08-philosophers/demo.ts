import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { Bench } from './bench.ts';

const places = 5;
const jobs = 100_000;
/** Milliseconds without any job after which the table has fallen silent. */
const patience = 2000;

const doneOf = (memory: SharedArrayBuffer): Int32Array => new Int32Array(memory, 128, places);

if (isMainThread) {
  const memory = new SharedArrayBuffer(128 + 4 * places);
  const threads = Array.from(
    { length: places },
    (_, place) => new Worker(new URL('./demo.ts', import.meta.url), { workerData: { memory, place } }),
  );
  let seen = -1;
  const watch = setInterval(() => {
    const done = Array.from(doneOf(memory));
    const sum = done.reduce((total, each) => total + each, 0);
    console.log(`jobs done: ${done.join('  ')}`);
    if (sum < places * jobs && sum > seen) {
      seen = sum;
      return;
    }
    console.log(sum === places * jobs ? 'all are through' : 'nothing moves any more');
    clearInterval(watch);
    for (const thread of threads) void thread.terminate();
  }, patience);
} else {
  const { memory, place } = workerData as { memory: SharedArrayBuffer; place: number };
  const bench = new Bench(memory, 0, places);
  const done = doneOf(memory);
  for (let job = 0; job < jobs; job++) bench.use(place, () => Atomics.add(done, place, 1));
}
