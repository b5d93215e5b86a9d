import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export type Limits = {
  /** How long a job may take, in milliseconds. */
  limitMs: number;
  /** How long it has to end by itself once it was asked to, in milliseconds. */
  graceMs: number;
};

export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

const pollMs = 50;

/** Runs a job, and stops it when it takes too long: the command, and all that it has started. */
export async function runWithin(
  command: string,
  args: readonly string[],
  { limitMs, graceMs }: Limits,
): Promise<Ending> {
  // The first process of a group of its own. Whatever the job starts is in that group, and stays in it when the one
  // that started it has ended: whose child it is changes then, and of which group it is does not.
  const job = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exited = once(job, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const { pid } = job;
  if (pid === undefined || (await isGone(pid, limitMs))) {
    // Rejects, by the event 'error', when the command could not be started: there is no process id then.
    const [code, signal] = await exited;
    return { kind: 'ended', code, signal };
  }
  send(pid, 'SIGTERM');
  const forced = !(await isGone(pid, graceMs));
  if (forced) {
    send(pid, 'SIGKILL');
    // A signal has been sent when `kill` returns. It is carried out some time later.
    await isGone(pid, Infinity);
  }
  return { kind: 'stopped', forced };
}

/** Whether all of a group have ended by then. Nobody tells of the end of a grandchild, so it has to be looked for. */
async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (send(pid, 0)) {
    if (performance.now() >= end) return false;
    await pause(pollMs);
  }
  return true;
}

/**
 * Sends a signal to a group; 0 sends nothing, and only looks.
 * @returns whether there was anybody left to send it to
 */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    if (process.platform !== 'win32') return process.kill(-pid, signal);
    // There is no group there, and nobody can be asked: a tree is ended at once.
    if (signal !== 0) spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return process.kill(pid, 0);
  } catch {
    // They may end at any moment, also between a look and a signal.
    return false;
  }
}
