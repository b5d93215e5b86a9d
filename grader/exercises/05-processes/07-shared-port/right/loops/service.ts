import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

type Options = { port: number; workers: number };
export type Service = { port: number; close: () => Promise<void> };

type Seat = { child?: ChildProcess; sockets: Map<string, Socket> };

/** A seat for each process, and a loop for each seat. */
export async function startService({ port, workers }: Options): Promise<Service> {
  const server = createServer({ pauseOnConnect: true });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const closing = new AbortController();
  let names = 0;
  const seats = Array.from({ length: workers }, (): Seat => ({ sockets: new Map() }));

  async function occupy(seat: Seat): Promise<void> {
    while (!closing.signal.aborted) {
      const child = fork(new URL('./worker.ts', import.meta.url));
      seat.child = child;
      child.on('error', () => {});
      child.on('message', (name: string) => {
        seat.sockets.get(name)?.destroy();
        seat.sockets.delete(name);
      });
      await new Promise((resolve) => child.once('exit', resolve));
      for (const socket of seat.sockets.values()) socket.destroy();
      seat.sockets.clear();
    }
  }

  const all = Promise.all(seats.map(occupy));
  server.on('connection', (socket) => {
    const seat = seats.reduce((best, each) => (best.sockets.size <= each.sockets.size ? best : each));
    socket.on('error', () => {});
    const name = String((names += 1));
    seat.sockets.set(name, socket);
    seat.child!.send(name, socket, { keepOpen: true });
  });

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing.abort();
      server.close();
      for (const { child } of seats) child!.send('', () => {});
      await all;
    },
  };
}
