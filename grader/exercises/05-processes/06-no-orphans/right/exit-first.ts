import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setInterval as ticks } from 'node:timers/promises';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** Hears of the command's end by its event, and looks for the others only then. */
export async function runWithin(command: string, args: readonly string[], limits: Limits): Promise<Ending> {
  const limit = new AbortController();
  const job = spawn(command, args, { detached: true, stdio: 'ignore' });
  let asked = false;
  let forced = false;
  const send = (signal: NodeJS.Signals): boolean => {
    try {
      return process.kill(-(job.pid ?? Number.NaN), signal);
    } catch {
      return false;
    }
  };
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, act: () => void): void => void timers.add(setTimeout(act, ms));
  later(limits.limitMs, () => {
    asked = send('SIGTERM');
    if (asked) later(limits.graceMs, () => (forced = send('SIGKILL')));
  });
  try {
    const [code, signal] = (await once(job, 'exit')) as [number | null, NodeJS.Signals | null];
    for await (const _ of ticks(30, undefined, { signal: limit.signal })) if (!isThere(job.pid!)) break;
    return asked ? { kind: 'stopped', forced } : { kind: 'ended', code, signal };
  } finally {
    limit.abort();
    for (const timer of timers) clearTimeout(timer);
  }
}

function isThere(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
