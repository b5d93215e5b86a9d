import { parentPort, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

type Share = { from: number; to: number };

// A worker that only answers needs no `on('message')`: when this file has run to its end nothing
// keeps the thread alive, so it ends by itself. What throws here becomes the worker's 'error' event.
const { from, to }: Share = workerData;
parentPort?.postMessage(countPrimes(from, to));
