import { workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
const { from, to, counts, i } = workerData as { from: number; to: number; counts: Uint16Array; i: number };
Atomics.store(counts, i, countPrimes(from, to));
