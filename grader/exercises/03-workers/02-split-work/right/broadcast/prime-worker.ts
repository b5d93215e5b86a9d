import { BroadcastChannel, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

const { from, to, name }: { from: number; to: number; name: string } = workerData;
const count = countPrimes(from, to);
const channel = new BroadcastChannel(name);
channel.postMessage(count);
channel.close();
