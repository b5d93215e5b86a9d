import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Ticket } from './lottery.ts';

const cores = 4;

/** What each of the tickets has won, in euros. */
export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const prizes: number[] = [];
  const rest = tickets.entries();
  const crew = Array.from({ length: cores }, () => new Worker(new URL('./prize-worker.ts', import.meta.url)));
  const work = async (worker: Worker): Promise<void> => {
    // All of them take from the same iterator: each has work as long as there are tickets.
    for (const [index, ticket] of rest) {
      // TODO: four cores are at work on this, and one alone was faster. What is all the time spent on?
      worker.postMessage(ticket);
      const [prize] = await once(worker, 'message');
      prizes[index] = prize;
    }
  };
  try {
    await Promise.all(crew.map(work));
    return prizes;
  } finally {
    await Promise.all(crew.map(async (worker) => worker.terminate()));
  }
}
