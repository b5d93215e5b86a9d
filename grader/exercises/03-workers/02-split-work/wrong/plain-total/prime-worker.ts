import { workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

const { total, from, to }: { total: Int32Array; from: number; to: number } = workerData;
total[0]! += countPrimes(from, to);
