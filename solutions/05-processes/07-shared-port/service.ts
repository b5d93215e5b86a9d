import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type Service = {
  readonly port: number;
  /** Lets no more connections in, and resolves when the last process has ended. */
  readonly close: () => Promise<void>;
};

/** Serves connections to one port of this machine in several processes. */
export async function startService(options: { port: number; workers: number }): Promise<Service> {
  // The port belongs to this process, which looks at no question, so no question takes it away. Paused: what a client
  // sends is read by whoever serves it, and not by us.
  const server = createServer({ pauseOnConnect: true });
  /** The processes that run, each with the connections that end with it. */
  const given = new Map<ChildProcess, Map<number, Socket>>();
  let connections = 0;
  let closing = false;
  let allGone = (): void => {};

  const start = (): void => {
    const child = fork(new URL('./worker.ts', import.meta.url));
    const sockets = new Map<number, Socket>();
    given.set(child, sockets);
    child.on('message', (id: number) => {
      sockets.get(id)?.destroy();
      sockets.delete(id);
    });
    // Comes however it dies, and not before. So there are never more than there may be.
    child.once('exit', () => {
      given.delete(child);
      // We hold them open as well, so they end now, those too that it had not come round to taking.
      for (const socket of sockets.values()) socket.destroy();
      if (!closing) start();
      else if (given.size === 0) allGone();
    });
    // What can't be sent to a child that is dying: its end tells all that there is to say.
    child.on('error', () => {});
  };

  server.on('connection', (socket) => {
    const [first, ...others] = given;
    const [child, sockets] = others.reduce((least, each) => (each[1].size < least[1].size ? each : least), first!);
    const id = (connections += 1);
    sockets.set(id, socket);
    // Node would close ours when the child has taken its own; a busy child that dies takes nothing, and then nobody
    // can close it any more.
    child.send(id, socket, { keepOpen: true });
  });

  await once(server.listen(options.port, '127.0.0.1'), 'listening');
  for (let count = 0; count < options.workers; count += 1) start();

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true;
      server.close();
      await new Promise<void>((resolve) => {
        allGone = resolve;
        // Closes the channel when all has gone through it. Without one nothing but its connections keeps a child.
        for (const child of given.keys()) child.disconnect();
      });
    },
  };
}
