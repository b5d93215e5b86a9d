// The answers come by a channel that has a name, which all threads of the process can open.
import { BroadcastChannel, Worker } from 'node:worker_threads';

let calls = 0;

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const name = `primes of call ${(calls += 1)}`;
  const channel = new BroadcastChannel(name);
  try {
    return await new Promise<number>((resolve, reject) => {
      let total = 0;
      let open = workers;
      channel.addEventListener('message', (event) => {
        total += (event as unknown as { data: number }).data;
        open -= 1;
        if (open === 0) resolve(total);
      });
      for (let index = 0; index < workers; index += 1) {
        const [from, to] = [index, index + 1].map((border) => Math.round((limit * border) / workers));
        new Worker(new URL('./prime-worker.ts', import.meta.url), { workerData: { from, to, name } }).on(
          'error',
          reject,
        );
      }
    });
  } finally {
    channel.close();
  }
}
