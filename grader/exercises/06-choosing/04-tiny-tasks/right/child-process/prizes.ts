import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Ticket } from './lottery.ts';

const size = 1000;

type Answer = { prizes: number[] } | { error: string };

/** Two processes, a thousand tickets at a time; they end when they are left alone. */
export async function prizesOf(tickets: readonly Ticket[]): Promise<number[]> {
  const parts: number[][] = [];
  let next = 0;
  const serve = async (child: ChildProcess): Promise<void> => {
    while (next < tickets.length) {
      const from = next;
      next += size;
      child.send(tickets.slice(from, from + size));
      const [answer]: Answer[] = await once(child, 'message');
      if (!answer || 'error' in answer) throw new Error(answer?.error);
      parts[from / size] = answer.prizes;
    }
  };
  const children = Array.from({ length: 2 }, () => fork(new URL('./prize-worker.ts', import.meta.url)));
  try {
    await Promise.all(children.map(serve));
  } finally {
    for (const child of children) child.kill();
  }
  return parts.flat();
}
