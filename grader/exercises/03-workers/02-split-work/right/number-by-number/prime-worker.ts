import { parentPort, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

const { first, workers, limit }: { first: number; workers: number; limit: number } = workerData;
let count = 0;
for (let n = first; n < limit; n += workers) count += countPrimes(n, n + 1);
parentPort?.postMessage(count);
