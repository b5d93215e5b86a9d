import { workerData, type MessagePort } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
const port = workerData as MessagePort;
port.once('message', ({ from, to }: { from: number; to: number }) => {
  try {
    port.postMessage({ count: countPrimes(from, to) });
  } catch (error) {
    port.postMessage({ error });
  }
  port.close();
});
