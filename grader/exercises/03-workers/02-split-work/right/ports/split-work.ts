import { EventEmitter, on } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

type Told = { count: number } | { error: unknown };

class Crew extends EventEmitter {
  readonly #size: number;
  constructor(size: number) {
    super();
    this.#size = size;
  }
  *shares(limit: number): Generator<readonly [number, number]> {
    let from = 0;
    for (let left = this.#size; left > 0; left -= 1) {
      const to = from + Math.ceil((limit - from) / left);
      yield [from, to];
      from = to;
    }
  }
  hire(from: number, to: number): void {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(new URL('./prime-worker.ts', import.meta.url), {
      workerData: port2,
      transferList: [port2],
    });
    port1.on('message', (told: Told) => {
      port1.close();
      this.emit('told', told);
    });
    worker.on('error', (error) => this.emit('told', { error }));
    port1.postMessage({ from, to });
  }
}

export async function countPrimesParallel(limit: number, workers: number): Promise<number> {
  const crew = new Crew(workers);
  const over = new AbortController();
  const told = on(crew, 'told', { signal: over.signal });
  for (const [from, to] of crew.shares(limit)) crew.hire(from, to);
  let total = 0;
  let left = workers;
  for await (const [what] of told as AsyncIterable<[Told]>) {
    if ('error' in what) throw what.error;
    total += what.count;
    left -= 1;
    if (left === 0) break;
  }
  return total;
}
