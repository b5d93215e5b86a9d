// wrong-result in "the Milky Way is shared by all workers"
// shares all of `pixels.buffer`, and the picture may be a part of it that begins later
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';
export async function countStarsParallel({ width, rows, pixels }: Picture, workers: number): Promise<number> {
  const shared = new Uint8Array(new SharedArrayBuffer(pixels.buffer.byteLength));
  shared.set(new Uint8Array(pixels.buffer));
  const picture = { width, rows, pixels: shared };
  const next = new Int32Array(new SharedArrayBuffer(4));
  const counts = await Promise.all(Array.from({ length: workers }, async () => {
    const [count] = await once(new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, next } }), 'message');
    return count as number;
  }));
  return counts.reduce((a, b) => a + b, 0);
}
