// wrong-result in "the port stays open when all processes die"
// what everybody uses: the cluster closes a port when the last process that listens on it has died
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Service = { readonly port: number; readonly close: () => Promise<void> };

cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)) });

export async function startService(options: { port: number; workers: number }): Promise<Service> {
  const workers = new Set<Worker>();
  let closing = false;
  const start = (): Worker => {
    const worker = cluster.fork({ PORT: String(options.port) });
    workers.add(worker);
    worker.on('exit', () => {
      workers.delete(worker);
      if (!closing) start();
    });
    return worker;
  };
  const [address] = (await once(start(), 'listening')) as [AddressInfo];
  while (workers.size < options.workers) start();
  return {
    port: address.port,
    async close() {
      closing = true;
      const ends = [...workers].map(async (worker) => {
        const end = once(worker, 'exit');
        worker.disconnect();
        await end;
      });
      await Promise.all(ends);
    },
  };
}
