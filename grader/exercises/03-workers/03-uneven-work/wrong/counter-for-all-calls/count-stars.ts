// wrong-result in "each call counts its own picture"
// one counter for the whole module, set back by each call while another still counts
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';
const next = new Int32Array(new SharedArrayBuffer(4));
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  Atomics.store(next, 0, 0);
  const counts = await Promise.all(Array.from({ length: workers }, async () => {
    const [count] = await once(new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, next } }), 'message');
    return count as number;
  }));
  return counts.reduce((a, b) => a + b, 0);
}
