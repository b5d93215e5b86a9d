import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { countPrimes } from './primes.ts';

type Share = { from: number; to: number };

if (!isMainThread && isShare(workerData)) {
  parentPort?.postMessage(countPrimes(workerData.from, workerData.to));
}

function isShare(data: unknown): data is Share {
  return typeof data === 'object' && data !== null && 'from' in data && 'to' in data;
}

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const answers: Promise<number[]>[] = [];
  for (let index = 0; index < workers; index += 1) {
    const share: Share = {
      from: Math.floor((limit * index) / workers),
      to: Math.floor((limit * (index + 1)) / workers),
    };
    const worker = new Worker(new URL('./split-work.ts', import.meta.url), { workerData: share });
    answers.push(once(worker, 'message'));
  }
  return (await Promise.all(answers)).flat().reduce((sum, count) => sum + count, 0);
}
