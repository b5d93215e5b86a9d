import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

class Desk extends EventEmitter<{ free: [] }> {
  load = 0;
  ready = false;
  onItsWay = new Map<string, Socket>();
  readonly exit: Promise<unknown>;
  readonly child: ChildProcess = fork(new URL('./worker.ts', import.meta.url));
  constructor() {
    super();
    this.exit = once(this.child, 'exit');
    this.child.on('error', () => {});
    this.child.on('message', ([word, id]: [string, string]) => {
      if (word === 'ready') {
        this.ready = true;
        this.emit('free');
      } else if (word === 'have') {
        this.onItsWay.get(id)?.destroy();
        this.onItsWay.delete(id);
      } else this.load -= 1;
    });
  }
}

class Office implements Service {
  readonly #server: Server;
  readonly #desks = new Set<Desk>();
  readonly #shut = new AbortController();
  readonly #bell = new EventEmitter<{ ready: [] }>();
  #posts: Promise<void>[] = [];

  static async open(port: number, workers: number): Promise<Office> {
    const office = new Office();
    office.#server.listen(port, '127.0.0.1');
    await once(office.#server, 'listening');
    office.#posts = Array.from({ length: workers }, () => office.#post());
    office.#posts.push(office.#door());
    return office;
  }
  constructor() {
    this.#server = createServer({ pauseOnConnect: true });
  }
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  async #door(): Promise<void> {
    const { signal } = this.#shut;
    let serial = 0;
    try {
      for await (const [socket] of on(this.#server, 'connection', { signal }) as AsyncIterable<[Socket]>) {
        socket.on('error', () => {});
        let desk: Desk | undefined;
        while (!(desk = this.#least())) {
          try {
            await once(this.#bell, 'ready', { signal });
          } catch (error) {
            socket.destroy();
            throw error;
          }
        }
        desk.load += 1;
        const id = `#${serial++}`;
        desk.onItsWay.set(id, socket);
        desk.child.send(id, socket, { keepOpen: true }, () => {});
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  #least(): Desk | undefined {
    let least: Desk | undefined;
    for (const desk of this.#desks) if (desk.ready && desk.load < (least?.load ?? Infinity)) least = desk;
    return least;
  }
  async #post(): Promise<void> {
    const { signal } = this.#shut;
    while (!signal.aborted) {
      const desk = new Desk();
      desk.on('free', () => this.#bell.emit('ready'));
      this.#desks.add(desk);
      const tell = () => desk.child.send('close', () => {});
      signal.addEventListener('abort', tell);
      await desk.exit;
      signal.removeEventListener('abort', tell);
      this.#desks.delete(desk);
      for (const socket of desk.onItsWay.values()) socket.destroy();
      // Not too fast, if it dies again and again.
      await pause(50, undefined, { signal }).catch(() => {});
    }
  }
  readonly close = async (): Promise<void> => {
    this.#server.close();
    this.#shut.abort();
    await Promise.all(this.#posts);
  };
}

export async function startService(options: { port: number; workers: number }): Promise<Service> {
  const office = await Office.open(options.port, options.workers);
  return { port: office.port, close: office.close };
}
