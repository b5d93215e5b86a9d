import { parentPort } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

parentPort?.on('message', ({ from, to }: { from: number; to: number }) => {
  parentPort?.postMessage(countPrimes(from, to));
  if (to > 0) parentPort?.close();
});
