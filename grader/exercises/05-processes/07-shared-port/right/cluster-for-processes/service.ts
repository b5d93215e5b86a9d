import cluster, { type Worker } from 'node:cluster';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });

type Desk = { worker: Worker; isThere: boolean; sockets: Map<string, Socket> };

/** The processes are the cluster's; the port is ours. */
export function startService(options: { port: number; workers: number }): Promise<Service> {
  const desks = new Set<Desk>();
  let done: (() => void) | undefined;
  let count = 0;

  // What is sent before a cluster's worker listens is lost.
  function deliver({ worker, isThere, sockets }: Desk, names: Iterable<string>): void {
    if (!isThere) return;
    for (const name of names) worker.process.send({ name }, sockets.get(name), { keepOpen: true });
    if (done) worker.send({ name: 'close' });
  }

  function more(): void {
    const desk: Desk = { worker: cluster.fork(), isThere: false, sockets: new Map() };
    const { worker, sockets } = desk;
    desks.add(desk);
    worker.on('message', ({ through }: { through?: string }) => {
      if (through === undefined) {
        desk.isThere = true;
        deliver(desk, sockets.keys());
      } else {
        sockets.get(through)?.destroy();
        sockets.delete(through);
      }
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      desks.delete(desk);
      for (const socket of sockets.values()) socket.destroy();
      if (!done) more();
      else if (desks.size === 0) done();
    });
  }

  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const [desk] = [...desks].toSorted((one, other) => one.sockets.size - other.sockets.size);
    const name = `connection ${++count}`;
    desk!.sockets.set(name, socket);
    deliver(desk!, [name]);
  });

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      done = resolve;
      server.close();
      for (const desk of desks) deliver(desk, []);
    });

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      for (let i = 0; i < options.workers; i += 1) more();
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}
