import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** Starts `class WORDS`, as a teacher does, in the folder of the class. */
export const startClass = (folder: string, ...words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(root, 'grader', 'start.cjs'), 'class', ...words], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

export const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));

/**
 * @returns how long the command took, in seconds
 * @throws when the command fails
 */
export const runClass = async (folder: string, ...words: readonly string[]): Promise<number> => {
  const start = performance.now();
  const code = await ended(startClass(folder, ...words));
  if (code !== 0) throw new Error(`Expected \`class ${words.join(' ')}\` to end with 0, got ${code}`);
  return (performance.now() - start) / 1000;
};

/**
 * MiB held by a process and by the hosts of its judges, which live as long as it does; the processes around learner
 * code do not count.
 */
export const residentMb = (pid: number): number => {
  const own = (id: number): number => Number(read(`/proc/${id}/statm`).split(' ')[1] ?? 0) / 256;
  const hosts = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && parentOf(name) === pid && /host\.m?[jt]s/.test(read(`/proc/${name}/cmdline`)),
  );
  return [pid, ...hosts.map(Number)].reduce((sum, id) => sum + own(id), 0);
};

const parentOf = (pid: string): number => Number(/\) \w (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]);

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
};
