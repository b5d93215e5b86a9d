import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { countPrimesParallel } from './split-work.ts';

const limit = 6_000_001;
console.log(`This machine runs ${availableParallelism()} threads at once.`);

for (const workers of [1, 2, 4]) {
  const start = performance.now();
  const count = await countPrimesParallel(limit, workers);
  const ms = Math.round(performance.now() - start);
  console.log(`${workers} worker(s): ${count} primes below ${limit} in ${ms} ms`);
}
