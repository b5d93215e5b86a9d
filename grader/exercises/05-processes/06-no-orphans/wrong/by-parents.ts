// leak in "a command that has ended has its limit all the same"
// goes from parents to children, and never comes to one whose parent has ended
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

const execute = promisify(execFile);

async function treeOf(root: number): Promise<readonly number[]> {
  const { stdout } = await execute('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const below = (pid: number): readonly number[] =>
    pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child, ...below(child)] : []));
  return [root, ...below(root)];
}

function send(pids: readonly number[], signal: NodeJS.Signals | 0): boolean {
  const reached = pids.filter((pid) => {
    try {
      return process.kill(pid, signal);
    } catch {
      return false;
    }
  });
  return reached.length > 0;
}

async function gone(pids: readonly number[], withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (send(pids, 0)) {
    if (performance.now() >= end) return false;
    await pause(20);
  }
  return true;
}

export async function runWithin(
  command: string,
  args: readonly string[],
  { limitMs, graceMs }: Limits,
): Promise<Ending> {
  const job = spawn(command, args, { detached: true, stdio: 'ignore' });
  await once(job, 'spawn');
  const { pid = 0 } = job;
  const end = performance.now() + limitMs;
  let tree = await treeOf(pid);
  while (send(tree, 0)) {
    if (performance.now() >= end) break;
    await pause(20);
  }
  if (!send(tree, 0)) return { kind: 'ended', code: job.exitCode, signal: job.signalCode };
  tree = await treeOf(pid);
  send(tree, 'SIGTERM');
  const forced = !(await gone(tree, graceMs));
  if (forced) {
    send(tree, 'SIGKILL');
    await gone(tree, Infinity);
  }
  return { kind: 'stopped', forced };
}
