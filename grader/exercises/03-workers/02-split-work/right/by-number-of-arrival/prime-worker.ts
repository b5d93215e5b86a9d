import { getEnvironmentData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';
const { state, limit, workers } = getEnvironmentData(process.argv[2]!) as unknown as {
  state: Int32Array;
  limit: number;
  workers: number;
};
const index = Atomics.add(state, 2, 1);
Atomics.add(state, 1, countPrimes(Math.floor((limit * index) / workers), Math.floor((limit * (index + 1)) / workers)));
Atomics.add(state, 0, 1);
Atomics.notify(state, 0);
