import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

const execute = promisify(execFile);

/** Asks `ps` who is in the group, and signals one after the other. */
async function membersOf(group: number): Promise<readonly number[]> {
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,pgid=,stat=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, pgid, state = ''] = line.trim().split(/\s+/);
    return Number(pgid) === group && !state.startsWith('Z') ? [Number(pid)] : [];
  });
}

async function signalAll(group: number, signal: NodeJS.Signals): Promise<void> {
  for (const pid of await membersOf(group)) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone since the list was made.
    }
  }
}

async function goneBy(group: number, deadline: number): Promise<boolean> {
  while ((await membersOf(group)).length > 0) {
    if (Date.now() >= deadline) return false;
    await pause(100);
  }
  return true;
}

export async function runWithin(
  command: string,
  args: readonly string[],
  { limitMs, graceMs }: Limits,
): Promise<Ending> {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exited = once(child, 'exit');
  exited.catch(() => {});
  await once(child, 'spawn');
  const group = child.pid!;
  if (await goneBy(group, Date.now() + limitMs)) {
    const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
    return { kind: 'ended', code, signal };
  }
  await signalAll(group, 'SIGTERM');
  const forced = !(await goneBy(group, Date.now() + graceMs));
  if (forced) {
    await signalAll(group, 'SIGKILL');
    await goneBy(group, Infinity);
  }
  await exited;
  return { kind: 'stopped', forced };
}
