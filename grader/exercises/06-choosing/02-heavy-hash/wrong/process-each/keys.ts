// wrong-result in "a night takes all cores, and the desks stay open"
// a process for each key: what a thread does, for forty megabytes
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], _cores: number): Promise<string[]> {
  return await Promise.all(
    branches.map(async (branch) => {
      const child = fork(new URL('./key-worker.ts', import.meta.url));
      child.send(branch);
      const [answer] = await once(child, 'message');
      child.disconnect();
      if ('error' in answer) throw new Error(answer.error);
      return answer.key;
    }),
  );
}
