import { fork, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

type Crew = { child: ChildProcess; ready: boolean; held: Map<number, Socket>; open: Set<number> };

/** Promise chains only; the parent keeps each socket till the process says that it has it. */
export function startService({ port, workers }: { port: number; workers: number }): Promise<Service> {
  const server = createServer({ pauseOnConnect: true });
  const crews = new Set<Crew>();
  const waiting: Socket[] = [];
  let closing = false;
  let nextId = 0;
  let allGone = (): void => {};

  const assign = (): void => {
    const ready = [...crews].filter((crew) => crew.ready);
    while (waiting.length > 0 && ready.length > 0) {
      const socket = waiting.shift() as Socket;
      const [first] = ready.toSorted((a, b) => a.open.size - b.open.size);
      const crew = first as Crew;
      const id = nextId++;
      crew.open.add(id);
      crew.held.set(id, socket);
      crew.child.send({ id }, socket, { keepOpen: true }, () => {});
    }
  };

  const hire = (): void => {
    const child = fork(new URL('./worker.ts', import.meta.url));
    const crew: Crew = { child, ready: false, held: new Map(), open: new Set() };
    crews.add(crew);
    child.on('error', () => {});
    child.on('message', (message: { ready?: true; got?: number; over?: number }) => {
      if (message.ready) {
        crew.ready = true;
        if (closing) child.send('close', () => {});
      }
      if (message.got !== undefined) {
        crew.held.get(message.got)?.destroy();
        crew.held.delete(message.got);
      }
      if (message.over !== undefined) crew.open.delete(message.over);
      assign();
    });
    child.once('exit', () => {
      crews.delete(crew);
      for (const socket of crew.held.values()) socket.destroy();
      if (!closing) hire();
      else if (crews.size === 0) allGone();
    });
  };

  server.on('connection', (socket) => {
    socket.on('error', () => {});
    waiting.push(socket);
    assign();
  });

  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  }).then(() => {
    for (let n = 0; n < workers; n += 1) hire();
    return {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise<void>((resolve) => {
          closing = true;
          server.close();
          for (const socket of waiting.splice(0)) socket.destroy();
          allGone = resolve;
          if (crews.size === 0) resolve();
          for (const crew of crews) if (crew.ready) crew.child.send('close', () => {});
        }),
    };
  });
}
