import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { countStarsParallel } from './count-stars.ts';

const width = 64;
const rows = 6000;
const pixels = new Uint8Array(width * rows);
// The Milky Way crosses the lower part of the picture.
for (let row = 4500; row < 5500; row += 1) pixels.fill(200, row * width, row * width + 30);

console.log(`This machine runs ${availableParallelism()} threads at once.`);
for (const workers of [1, 2, 4]) {
  const start = performance.now();
  const busy: string[] = [];
  const hear = (worker: Worker): void => {
    const born = performance.now();
    worker.once('exit', () => busy.push(`${Math.round(performance.now() - born)}`));
  };
  process.on('worker', hear);
  const stars = await countStarsParallel({ width, rows, pixels }, workers);
  console.log(`${workers} worker(s): ${stars} stars in ${Math.round(performance.now() - start)} ms`);
  // Wait until the last workers have ended.
  while (busy.length < workers) await new Promise((resolve) => setTimeout(resolve, 5));
  process.off('worker', hear);
  console.log(`  they were through after ${busy.join(', ')} ms`);
}
