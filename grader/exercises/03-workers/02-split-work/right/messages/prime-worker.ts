import { parentPort } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

parentPort?.on('message', ([from, to]: [number, number]) => {
  parentPort?.postMessage(countPrimes(from, to));
});
