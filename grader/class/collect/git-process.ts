import { spawn } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Unreadable } from './submission.ts';

/** Limits on git: other people's repositories may have any size, and servers any speed. */
export type GitLimits = {
  /** On the disk, in the folder that git writes to. */
  readonly bytes: number;
  readonly seconds: number;
};

export const gitLimits: GitLimits = { bytes: 500_000_000, seconds: 300 };

export type GitRun = {
  readonly limits: GitLimits;
  /** The folder that git writes to. */
  readonly folder: string;
  readonly input?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Nothing in a repository or in the teacher's own settings may run, ask or write. */
const environment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  SSH_AUTH_SOCK: process.env['SSH_AUTH_SOCK'],
  LANG: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
};
const settings = [
  'core.hooksPath=/dev/null',
  'core.symlinks=false',
  'core.fsmonitor=false',
  'protocol.ext.allow=never',
  // Larger files are not held in memory.
  'core.bigFileThreshold=4m',
].flatMap((setting) => ['-c', setting]);

const outputBytes = 64_000_000;
const lookEveryMs = 200;
const hasGroups = process.platform !== 'win32';

/**
 * Runs git, and kills it with all its helpers when it exceeds its limits.
 *
 * @returns what git wrote to its output
 * @throws {Unreadable} when git fails, or exceeds its limits
 * @throws the reason of `signal` when that aborts
 */
export const git = async (words: readonly string[], { limits, folder, input, signal }: GitRun): Promise<Buffer> => {
  signal?.throwIfAborted();
  const child = spawn('git', [...settings, ...words], { env: environment, detached: hasGroups, windowsHide: true });
  let refused: Error | undefined;
  const end = (why: string): void => {
    refused ??= new Unreadable(why);
    kill();
  };
  const kill = (): void => {
    try {
      if (hasGroups && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // None of the processes is left.
    }
  };
  const tooLarge = `it needs more than ${Math.ceil(limits.bytes / 1_000_000)} MB on the disk`;
  const watch = setInterval(() => {
    void sizeOf(folder).then((bytes) => bytes > limits.bytes && end(tooLarge));
  }, lookEveryMs);
  const timer = setTimeout(() => end(`git took longer than ${limits.seconds} seconds`), limits.seconds * 1000);
  signal?.addEventListener('abort', kill);
  process.once('exit', kill);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > outputBytes) end('it has more files than can be listed');
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => void (said = `${said}${String(chunk)}`.slice(-10_000)));
    // If git ends before it has read everything, its exit code says so.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => reject(new Unreadable(`git can't be run: ${error.message}`)));
      child.on('close', resolve);
    });
    signal?.throwIfAborted();
    if (refused) throw refused;
    if (code !== 0) throw new Unreadable(`git says: ${complaintIn(said)}`);
    if ((await sizeOf(folder)) > limits.bytes) throw new Unreadable(tooLarge);
    return Buffer.concat(chunks);
  } finally {
    clearInterval(watch);
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    process.off('exit', kill);
  }
};

/** The last line is often only advice. */
const complaintIn = (said: string): string => {
  const lines = said.trim().split('\n');
  const complaint = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? (lines.at(-1) || 'nothing');
  return complaint.replace(/\.$/, '');
};

/** Files that come or go meanwhile count as nothing. */
const sizeOf = async (folder: string): Promise<number> => {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map(async (name) => (await lstat(join(folder, name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};
