import { EventEmitter, once } from 'node:events';
import { Worker, BroadcastChannel } from 'node:worker_threads';
import { randomUUID } from 'node:crypto';
import type { Picture } from './stars.ts';

/** Tells all at the end through a channel of its own. */
export async function countStarsParallel(picture: Picture, workers: number): Promise<number> {
  const name = randomUUID();
  const told = new EventEmitter();
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', (event) => told.emit('count', (event as MessageEvent).data));
  const shared = new SharedArrayBuffer(8);
  const bytes = new Uint8Array(new SharedArrayBuffer(picture.pixels.length));
  bytes.set(picture.pixels);
  let total = 0;
  let left = workers;
  try {
    const all = new Promise<number>((resolve) =>
      told.on('count', (n: number) => {
        total += n;
        if ((left -= 1) === 0) resolve(total);
      }),
    );
    const crew = Array.from(
      { length: workers },
      (_, i) =>
        new Worker(new URL('./star-worker.ts', import.meta.url), {
          name: String(i),
          workerData: [name, shared, picture.width, picture.rows, bytes],
        }),
    );
    const fails = crew.map(async (w) => {
      await once(w, 'exit');
      return await all;
    });
    return (await Promise.all(fails))[0]!;
  } finally {
    channel.close();
  }
}
