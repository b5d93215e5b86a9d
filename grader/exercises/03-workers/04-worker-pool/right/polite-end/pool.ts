import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Photo, Thumbnail } from './thumbnail.ts';

/** A channel of its own to each worker, and a semaphore for who may use one. */
export class ThumbnailPool {
  readonly #ports: MessagePort[] = [];
  readonly #exits: Promise<unknown>[] = [];
  readonly #waiting: ((port: MessagePort) => void)[] = [];
  readonly #idle: MessagePort[] = [];
  #open = true;
  #unfinished = 0;

  constructor(workers: number) {
    for (let index = 0; index < workers; index += 1) {
      const { port1, port2 } = new MessageChannel();
      const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url), {
        workerData: { port: port2 },
        transferList: [port2],
      });
      this.#exits.push(once(worker, 'exit'));
      this.#ports.push(port1);
      this.#idle.push(port1);
    }
  }

  async run(photo: Photo): Promise<Thumbnail> {
    if (!this.#open) throw new Error('the pool is closed');
    this.#unfinished += 1;
    const port = this.#idle.pop() ?? (await new Promise<MessagePort>((resolve) => this.#waiting.push(resolve)));
    port.postMessage(photo);
    const [answer]: (Thumbnail | Error)[] = await once(port, 'message');
    this.#unfinished -= 1;
    const next = this.#waiting.shift();
    if (next) next(port);
    else this.#idle.push(port);
    this.#endIfDone();
    if (answer instanceof Error) throw answer;
    return answer!;
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#endIfDone();
    await Promise.all(this.#exits);
  }

  #endIfDone(): void {
    if (!this.#open && this.#unfinished === 0) for (const port of this.#ports) port.close();
  }
}
