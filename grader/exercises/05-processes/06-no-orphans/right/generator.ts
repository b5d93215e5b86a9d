import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** An async generator looks; what is to be sent, and how long after what came before, is a list. */
export async function runWithin(command: string, args: readonly string[], limits: Limits): Promise<Ending> {
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'ignore', 'ignore'] });
  const { pid } = child;
  if (pid === undefined) {
    const [error] = (await once(child, 'error')) as [Error];
    throw error;
  }
  const steps = [
    { signal: 'SIGTERM', afterMs: limits.limitMs },
    { signal: 'SIGKILL', afterMs: limits.graceMs },
  ] as const;
  const sent: NodeJS.Signals[] = [];
  let since = process.hrtime.bigint();
  for await (const now of looks(pid)) {
    const step = steps[sent.length];
    if (!step || Number(now - since) < step.afterMs * 1e6) continue;
    if (reaches(pid, step.signal)) sent.push(step.signal);
    since = now;
  }
  if (sent.length > 0) return { kind: 'stopped', forced: sent.includes('SIGKILL') };
  // The group is gone, and its first process with it: the event may still be on its way.
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { kind: 'ended', code: child.exitCode, signal: child.signalCode };
}

/** The time of each look that finds anybody. */
async function* looks(group: number): AsyncGenerator<bigint, void> {
  while (reaches(group, 0)) {
    yield process.hrtime.bigint();
    await pause(40);
  }
}

function reaches(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
