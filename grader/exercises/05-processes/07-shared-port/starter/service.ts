import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type Service = {
  readonly port: number;
  /** Lets no more connections in, and resolves when the last process has ended. */
  readonly close: () => Promise<void>;
};

/** Serves connections to one port of this machine in several processes. */
export async function startService(options: { port: number; workers: number }): Promise<Service> {
  let closing = false;
  let { port } = options;

  const start = async (): Promise<ChildProcess> => {
    // TODO: the other processes. The second one dies at once: "listen EADDRINUSE: address already in use".
    const child = fork(new URL('./worker.ts', import.meta.url), [String(port)]);
    [port] = (await once(child, 'message')) as [number];
    child.once('exit', () => {
      if (!closing) running = start();
    });
    return child;
  };

  let running = start();
  await running;

  return {
    port,
    async close() {
      closing = true;
      const child = await running;
      child.send('close');
      await once(child, 'exit');
    },
  };
}
