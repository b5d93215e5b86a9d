import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

/** A process with a server of its own, to which the connections are passed through. */
class Back {
  readonly #child: ChildProcess;
  /** `undefined`: it has ended before it could say. */
  readonly #port: Promise<number | undefined>;
  readonly ended: Promise<unknown>;
  open = 0;

  constructor() {
    this.#child = fork(new URL('./worker.ts', import.meta.url));
    this.ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#port = Promise.race([
      new Promise<number>((resolve) => this.#child.once('message', resolve)),
      this.ended.then((): undefined => undefined),
    ]);
  }

  async pass(socket: Socket): Promise<void> {
    this.open += 1;
    socket.on('error', () => {});
    socket.once('close', () => (this.open -= 1));
    const port = await this.#port;
    if (port === undefined) return void socket.destroy();
    const inner = connect(port, '127.0.0.1');
    inner.on('error', () => {});
    inner.once('close', () => socket.destroy());
    socket.once('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  }

  end(): void {
    this.#child.kill();
  }
}

export async function startService({ port, workers }: { port: number; workers: number }): Promise<Service> {
  const backs = new Set<Back>();
  let closing = false;
  const server = createServer((socket) => {
    const [best] = [...backs].toSorted((one, other) => one.open - other.open);
    void best!.pass(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const add = (): void => {
    const back = new Back();
    backs.add(back);
    void back.ended.then(() => {
      backs.delete(back);
      if (!closing) add();
    });
  };
  while (backs.size < workers) add();
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      closing = true;
      await new Promise((resolve) => server.close(resolve));
      for (const back of backs) back.end();
      await Promise.all([...backs].map(({ ended }) => ended));
    },
  };
}
