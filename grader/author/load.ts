import { execFile, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { UserError } from '../course/user-error.ts';

/**
 * Keeps this process, and all that it starts from now on, on the first `cores` cores.
 * @throws {UserError} if the system has no way to do so
 */
export const pinTo = async (cores: number): Promise<void> => {
  if (cores > availableParallelism()) throw new UserError(`This machine does not have ${cores} cores to use.`);
  const args = ['--all-tasks', '--cpu-list', '--pid', `0-${cores - 1}`, String(process.pid)];
  const problem = await new Promise<Error | null>((resolve) => void execFile('taskset', args, resolve));
  if (problem) throw new UserError('`--cores` needs the program `taskset`, which Linux has.');
};

/** A thread that never rests. The process ends when its parent closes its input. */
const hog = `new (require('node:worker_threads').Worker)('for (;;);', { eval: true });
process.stdin.on('end', () => process.exit()).resume();`;

/**
 * Starts processes that each keep one core busy.
 * @param hogs how many
 * @returns ends them
 */
export const burnCores = (hogs: number): (() => void) => {
  const children = Array.from({ length: hogs }, () =>
    spawn(process.execPath, ['-e', hog], { stdio: ['pipe', 'ignore', 'ignore'] }),
  );
  return () => {
    for (const child of children) child.kill('SIGKILL');
  };
};
