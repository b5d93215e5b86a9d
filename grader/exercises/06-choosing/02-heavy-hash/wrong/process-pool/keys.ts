// wrong-result in "a night takes all cores, and the desks stay open"
// as many processes as cores, used again: right but for what they are
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const keys: string[] = [];
  const rest = branches.entries();
  const crew = Array.from({ length: Math.min(cores, branches.length) }, () =>
    fork(new URL('./key-worker.ts', import.meta.url)),
  );
  const work = async (child: ChildProcess): Promise<void> => {
    for (const [index, branch] of rest) {
      child.send(branch);
      const [answer] = await once(child, 'message');
      if ('error' in answer) throw new Error(answer.error);
      keys[index] = answer.key;
    }
  };
  try {
    await Promise.all(crew.map(work));
    return keys;
  } finally {
    for (const child of crew) child.kill();
  }
}
