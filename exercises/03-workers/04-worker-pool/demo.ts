import { performance } from 'node:perf_hooks';
import { ThumbnailPool } from './pool.ts';

const workers = 3;
const photos = Array.from({ length: 24 }, (_, id) => {
  const size = id % 6 === 0 ? 2400 : 600;
  const torn = id === 10 ? 1 : 0;
  return { id, width: size, height: size, pixels: new Uint8Array(size * size - torn).fill(id * 10) };
});

let started = 0;
let alive = 0;
let most = 0;
process.on('worker', (worker) => {
  started += 1;
  alive += 1;
  most = Math.max(most, alive);
  worker.once('exit', () => (alive -= 1));
});

const pool = new ThumbnailPool(workers);
const start = performance.now();
const done = photos.map(async (photo) => {
  try {
    const { width, height } = await pool.run(photo);
    console.log(`photo ${photo.id}: ${width} x ${height}`);
  } catch (error) {
    console.log(`photo ${photo.id}: ${error instanceof Error ? error.message : String(error)}`);
  }
});
await Promise.all(done);
console.log(`${photos.length} photos in ${Math.round(performance.now() - start)} ms`);

await pool.close();
console.log(`A pool of ${workers} was asked for. ${started} threads were started, ${most} of them at once;`);
console.log(`after close() ${alive} are left.`);
