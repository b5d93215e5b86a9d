// R 01-event-loop/02-blocking-read crash in P and S
import { Worker } from 'node:worker_threads';
export async function loadConfig(): Promise<unknown> {
  const all = Array.from({ length: 500 }, () => new Worker('setInterval(() => {}, 1000)', { eval: true }));
  return new Promise(() => all);
}
