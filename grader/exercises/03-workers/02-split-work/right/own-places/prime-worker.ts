import { parentPort, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

const { counts, own, from, to }: { counts: Int32Array; own: number; from: number; to: number } = workerData;
counts[own] = countPrimes(from, to);
parentPort?.postMessage('counted');
