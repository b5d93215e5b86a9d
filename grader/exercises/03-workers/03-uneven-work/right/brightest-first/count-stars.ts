import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture } from './stars.ts';

type Block = { from: number; to: number; light: number };

/** Longest processing time first, by how bright a block is: looking is cheap, counting is not. */
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const piles = Array.from({ length: workers }, () => ({ light: 0, ranges: [] as [number, number][] }));
  for (const { from, to, light } of blocksOf(picture, 5).toSorted((a, b) => b.light - a.light)) {
    const lightest = piles.reduce((least, pile) => (pile.light < least.light ? pile : least));
    lightest.light += light;
    lightest.ranges.push([from, to]);
  }
  const answers = piles.map(({ ranges }) =>
    once(new Worker(new URL('./star-worker.ts', import.meta.url), { workerData: { picture, ranges } }), 'message'),
  );
  let stars = 0;
  for (const [count] of await Promise.all(answers)) stars += count;
  return stars;
}

function blocksOf({ width, rows, pixels }: Picture, size: number): Block[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => {
    const from = index * size;
    const to = Math.min(from + size, rows);
    const bright = pixels.subarray(from * width, to * width).filter((brightness) => brightness >= 128).length;
    return { from, to, light: 10 * bright + (to - from) };
  });
}
