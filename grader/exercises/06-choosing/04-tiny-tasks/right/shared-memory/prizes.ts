import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Ticket } from './lottery.ts';

/** Each worker gets all tickets, takes a hundred at a time, and writes the prizes where everybody can read them. */
export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const prizes = new Float64Array(new SharedArrayBuffer(8 * tickets.length));
  const crew = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./prize-worker.ts', import.meta.url), { workerData: { tickets, taken, prizes } }),
  );
  const through = crew.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.once('error', reject);
        worker.once('exit', resolve);
      }),
  );
  try {
    await Promise.all(through);
  } catch (error) {
    await Promise.all(crew.map(async (worker) => worker.terminate()));
    throw error;
  }
  return [...prizes];
}
