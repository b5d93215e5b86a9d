import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type Service = {
  readonly port: number;
  /** Lets no more connections in, and resolves when the last process has ended. */
  readonly close: () => Promise<void>;
};

type Member = {
  readonly child: ChildProcess;
  ready: boolean;
  open: Set<number>;
  held: Map<number, Socket>;
};

/** Serves connections to one port of this machine in several processes. */
export async function startService(options: { port: number; workers: number }): Promise<Service> {
  const crew = new Set<Member>();
  const waiting: Socket[] = [];
  let closing = false;
  let ids = 0;
  let allEnded = (): void => {};
  const ended = new Promise<void>((resolve) => (allEnded = resolve));

  const give = (socket: Socket): void => {
    let best: Member | undefined;
    for (const member of crew) {
      if (member.ready && (!best || member.open.size < best.open.size)) best = member;
    }
    if (!best) {
      waiting.push(socket);
      return;
    }
    const id = ids++;
    best.open.add(id);
    best.held.set(id, socket);
    best.child.send({ id }, socket, { keepOpen: true }, () => {});
  };

  const hire = (): void => {
    const child = fork(new URL('./worker.ts', import.meta.url));
    const member: Member = { child, ready: false, open: new Set(), held: new Map() };
    crew.add(member);
    const letGo = (): void => {
      for (const socket of member.held.values()) socket.destroy();
      member.held.clear();
    };
    child.on('message', (message: { ready?: true; got?: number; done?: number }) => {
      if (message.ready) {
        member.ready = true;
        for (const socket of waiting.splice(0)) give(socket);
      }
      if (message.got !== undefined) {
        member.held.get(message.got)?.destroy();
        member.held.delete(message.got);
      }
      if (message.done !== undefined) member.open.delete(message.done);
    });
    child.on('error', () => {});
    child.on('disconnect', letGo);
    child.once('exit', () => {
      crew.delete(member);
      letGo();
      if (!closing) hire();
      else if (crew.size === 0) allEnded();
    });
  };

  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => {});
    if (closing) socket.destroy();
    else give(socket);
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (let number = 0; number < options.workers; number += 1) hire();

  // A watch of each second, beside the events.
  const heart = setInterval(() => {
    for (const member of crew) if (!member.child.connected) member.ready = false;
  }, 1000);

  return {
    port,
    async close() {
      closing = true;
      clearInterval(heart);
      server.close();
      for (const socket of waiting.splice(0)) socket.destroy();
      for (const { child } of crew) child.send('close', () => {});
      await ended;
    },
  };
}
