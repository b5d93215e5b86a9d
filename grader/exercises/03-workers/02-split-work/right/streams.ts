import { on } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Each worker is a stream of one answer; the streams are merged by a reducer of promises. */
class PrimeWorker extends Worker {
  constructor(from: number, to: number) {
    super(new URL('./prime-worker.ts', import.meta.url), { workerData: { from, to } });
  }

  async *answers(): AsyncGenerator<number> {
    for await (const [count] of on(this, 'message', { close: ['exit'] })) yield count as number;
  }
}

const sumOf = async (numbers: AsyncIterable<number>): Promise<number> => {
  let sum = 0;
  for await (const number of numbers) sum += number;
  return sum;
};

export function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const edges = Array.from({ length: workers + 1 }, (_, index) => Math.round((limit * index) / workers));
  const crew = edges.slice(1).map((to, index) => new PrimeWorker(edges[index] ?? 0, to));
  return Promise.all(crew.map((worker) => sumOf(worker.answers()))).then((sums) => sums.reduce((a, b) => a + b, 0));
}
