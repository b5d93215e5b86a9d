import { parentPort, workerData } from 'node:worker_threads';

type Share = { from: number; to: number };

const { from, to }: Share = workerData;
let count = 0;
for (let candidate = Math.max(from, 2); candidate < to; candidate += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate && prime; divisor += 1) {
    prime = candidate % divisor !== 0;
  }
  if (prime) count += 1;
}
parentPort?.postMessage(count);
