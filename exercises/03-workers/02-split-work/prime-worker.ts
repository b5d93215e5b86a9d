import { parentPort, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

type Share = { from: number; to: number };

const { from, to }: Share = workerData;
parentPort?.postMessage(countPrimes(from, to));
