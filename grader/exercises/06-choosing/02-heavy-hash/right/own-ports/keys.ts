import { once } from 'node:events';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Branch } from './derive.ts';

/** Promise chains: each branch is asked for over a port of its own by whichever thread is free first. */
export function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const crew: Worker[] = [];
  for (let index = 0; index < Math.min(cores, branches.length); index += 1) {
    crew.push(new Worker(new URL('./key-worker.ts', import.meta.url)));
  }
  const failures = crew.map((worker) => once(worker, 'error').then(([error]) => Promise.reject(error)));
  const keys: string[] = [];
  let next = 0;
  const goOn = (worker: Worker): Promise<void> => {
    if (next === branches.length) return Promise.resolve();
    const mine = next;
    next += 1;
    return ask(worker, branches[mine]!).then((key) => {
      keys[mine] = key;
      return goOn(worker);
    });
  };
  const all = Promise.all(crew.map((worker) => goOn(worker))).then(() => keys);
  return Promise.race([all, ...failures]).finally(() => {
    for (const worker of crew) void worker.terminate();
  });
}

function ask(worker: Worker, branch: Branch): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ branch, port: port2 } satisfies { branch: Branch; port: MessagePort }, [port2]);
  return once(port1, 'message').then(([key]) => {
    port1.close();
    return key as string;
  });
}
