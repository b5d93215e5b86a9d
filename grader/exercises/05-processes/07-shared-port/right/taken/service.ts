import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Service {
  readonly port: number;
  close(): Promise<void>;
}

type Word = { readonly taken: number } | { readonly over: number };

/** Hands on again what a process had not taken by the time it died. */
class Desks implements Service {
  private readonly sockets = new Map<number, Socket>();
  private desks: { child: ChildProcess; load: Set<number> }[] = [];
  private next = 0;
  private onEmpty?: () => void;
  port = 0;
  private readonly server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => {});
    this.hand(this.next++, socket);
  });

  async open(port: number, count: number): Promise<this> {
    this.server.listen({ port, host: '127.0.0.1' });
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    for (let i = 0; i < count; i++) this.hire();
    return this;
  }

  private hire(): void {
    const desk = { child: fork(fileURLToPath(new URL('./worker.ts', import.meta.url))), load: new Set<number>() };
    this.desks.push(desk);
    desk.child
      .on('message', (word: Word) => {
        const id = 'taken' in word ? word.taken : word.over;
        this.sockets.get(id)?.destroy();
        this.sockets.delete(id);
        if ('over' in word) desk.load.delete(id);
      })
      .on('error', () => {});
    desk.child.on('exit', () => {
      this.desks = this.desks.filter((each) => each !== desk);
      if (!this.onEmpty) this.hire();
      else if (this.desks.length === 0) this.onEmpty();
    });
    // Later than `exit`: by then all is heard that it said.
    desk.child.on('close', () => {
      for (const id of desk.load) {
        const socket = this.sockets.get(id);
        if (socket && this.onEmpty) socket.destroy();
        else if (socket) this.hand(id, socket);
      }
    });
  }

  private hand(id: number, socket: Socket): void {
    const least = Math.min(...this.desks.map(({ load }) => load.size));
    const desk = this.desks.find(({ load }) => load.size === least)!;
    this.sockets.set(id, socket);
    desk.load.add(id);
    desk.child.send({ id }, socket, { keepOpen: true });
  }

  close = (): Promise<void> =>
    new Promise((resolve) => {
      this.onEmpty = resolve;
      this.server.close();
      for (const { child } of this.desks) child.send({ end: true });
    });
}

export const startService = ({ port, workers }: { port: number; workers: number }): Promise<Service> =>
  new Desks().open(port, workers);
