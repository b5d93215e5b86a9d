import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

/** What a worker says: that it is there, that it has taken the first of those that wait, that one is over. */
type Word = 'there' | 'taken' | 'over';

const backOffMs = 100;

/** Hands over a connection when the one before was taken, and gives a dead process' place to a new one a little later. */
class Place {
  readonly #gone: () => void;
  #child: ChildProcess | undefined;
  #isReady = false;
  #isClosing = false;
  #backOff: NodeJS.Timeout | undefined;
  readonly #waiting: Socket[] = [];
  #taken = 0;

  constructor(gone: () => void) {
    this.#gone = gone;
    this.#start();
  }

  get load(): number {
    return this.#waiting.length + this.#taken;
  }

  add(socket: Socket): void {
    socket.on('error', () => {});
    this.#waiting.push(socket);
    if (this.#waiting.length === 1) this.#handOver();
  }

  close(): void {
    this.#isClosing = true;
    if (!this.#child) {
      clearTimeout(this.#backOff);
      this.#drop();
    }
    this.#endIfThrough();
  }

  #start(): void {
    const child = fork(new URL('./worker.ts', import.meta.url), { serialization: 'advanced' });
    this.#child = child;
    child.on('error', () => {});
    child.on('message', (word: Word) => {
      if (word === 'there') this.#isReady = true;
      else if (word === 'over') this.#taken -= 1;
      else {
        this.#taken += 1;
        this.#waiting.shift()?.destroy();
      }
      if (word !== 'over') this.#handOver();
      this.#endIfThrough();
    });
    // Later than `exit`: by then all is heard that it said.
    child.once('close', () => {
      this.#child = undefined;
      this.#isReady = false;
      this.#taken = 0;
      if (this.#isClosing) this.#drop();
      else this.#backOff = setTimeout(() => this.#start(), backOffMs);
    });
  }

  /** Those that no process has looked at wait for the next one. */
  #handOver(): void {
    const [socket] = this.#waiting;
    if (socket && this.#isReady) this.#child?.send({}, socket, { keepOpen: true });
  }

  #drop(): void {
    for (const socket of this.#waiting.splice(0)) socket.destroy();
    this.#gone();
  }

  #endIfThrough(): void {
    if (this.#isClosing && this.load === 0) this.#child?.kill();
  }
}

export async function startService({ port, workers }: { port: number; workers: number }): Promise<Service> {
  const places: Place[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const fewest = Math.min(...places.map(({ load }) => load));
    places.find(({ load }) => load === fewest)?.add(socket);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const ends = Array.from({ length: workers }, () => new Promise<void>((gone) => places.push(new Place(gone))));
  const close = async (): Promise<void> => {
    server.close();
    for (const place of places) place.close();
    await Promise.all(ends);
  };
  return { port: (server.address() as AddressInfo).port, close };
}
