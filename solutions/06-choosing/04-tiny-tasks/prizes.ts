import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Ticket } from './lottery.ts';

const cores = 4;
/**
 * A ticket is a hundredth of a millisecond of work. To send it to another thread and to hear of its prize is several
 * times as much: two copies, and two threads that have to be woken. Five hundred at a time are five milliseconds
 * of work for the same two wake-ups, and still small enough to share them out evenly.
 */
const batchSize = 500;

/** What each of the tickets has won, in euros. */
export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const batches = Array.from({ length: Math.ceil(tickets.length / batchSize) }, (_, index) =>
    tickets.slice(index * batchSize, (index + 1) * batchSize),
  );
  const prizes: number[][] = [];
  const rest = batches.entries();
  const crew = Array.from({ length: cores }, () => new Worker(new URL('./prize-worker.ts', import.meta.url)));
  const work = async (worker: Worker): Promise<void> => {
    for (const [index, batch] of rest) {
      worker.postMessage(batch);
      // Rejects when the worker throws: its `error` event ends the wait.
      const [answer] = await once(worker, 'message');
      prizes[index] = answer;
    }
  };
  try {
    await Promise.all(crew.map(work));
    return prizes.flat();
  } finally {
    await Promise.all(crew.map(async (worker) => worker.terminate()));
  }
}
