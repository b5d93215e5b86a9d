import { parentPort, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

// Large numbers take longer: chunks dealt out like cards give everybody of each kind.
const { first, workers, limit }: { first: number; workers: number; limit: number } = workerData;
const size = Math.ceil(limit / (workers * 8));

let count = 0;
for (let from = first * size; from < limit; from += workers * size) {
  count += countPrimes(from, Math.min(from + size, limit));
}
parentPort?.postMessage(count);
