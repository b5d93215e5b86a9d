import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import { Unreadable, type Entry } from './submission.ts';

const run = promisify(execFile);

export type Repository = {
  readonly url: string;
  /** This commit … */
  readonly commit?: string;
  /** … or the newest before this moment (ISO 8601) … */
  readonly before?: string;
};

/** An entry can be read until it is closed. */
export type Snapshot = {
  readonly commit: string;
  readonly committedAt: string;
  readonly entries: readonly Entry[];
  readonly links: readonly string[];
  readonly close: () => Promise<void>;
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
].flatMap((setting) => ['-c', setting]);
const allowed = /^(?:https?:\/\/|ssh:\/\/|git@|file:\/\/)/;

/**
 * One commit of a repository. It is cloned bare: none of its files are ever checked out, and git is only
 * asked for objects by name. Whoever opens it closes it: that removes the clone.
 *
 * @throws {Unreadable} when it can't be cloned, or has no such commit
 */
export const openRepository = async (repository: Repository): Promise<Snapshot> => {
  if (!allowed.test(repository.url))
    throw new Unreadable(`${JSON.stringify(repository.url)} is not a URL of a git repository`);
  const folder = temporaryFolder('clone-');
  const close = async (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    return { ...(await snapshotOf(repository, join(folder, 'clone.git'))), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const snapshotOf = async ({ url, commit, before }: Repository, clone: string): Promise<Omit<Snapshot, 'close'>> => {
  await git(['clone', '--quiet', '--bare', '--no-local', '--no-recurse-submodules', '--', url, clone]);
  const inClone = async (...words: readonly string[]): Promise<Buffer> => git(['--git-dir', clone, ...words]);
  const until = before === undefined ? [] : [`--before=${before}`];
  const found = String(await inClone('rev-list', '-1', ...until, '--end-of-options', commit ?? 'HEAD')).trim();
  if (found === '') throw new Unreadable(`it has no commit before ${before ?? 'now'}`);
  const committedAt = String(await inClone('show', '-s', '--format=%cI', found)).trim();
  const tree = String(await inClone('ls-tree', '-r', '-z', '-l', found));
  const lines = tree
    .split('\0')
    .filter((line) => line !== '')
    .map(parseLine);
  return {
    commit: found,
    committedAt,
    links: lines.filter(({ mode }) => mode === '120000').map(({ path }) => path),
    entries: lines
      .filter(({ mode }) => mode.startsWith('100'))
      .map(({ path, hash, bytes }) => ({ path, bytes, read: async () => inClone('cat-file', 'blob', hash) })),
  };
};

/** `100644 blob 8c7e5a667f1b771847fe88c01c3de34413a1b220     220\tpath` */
const parseLine = (line: string): { mode: string; hash: string; bytes: number; path: string } => {
  const tab = line.indexOf('\t');
  const [mode = '', , hash = '', bytes = '0'] = line.slice(0, tab).split(/ +/);
  return { mode, hash, bytes: Number(bytes) || 0, path: line.slice(tab + 1) };
};

const git = async (words: readonly string[]): Promise<Buffer> => {
  try {
    const { stdout } = await run('git', [...settings, ...words], {
      env: environment,
      encoding: 'buffer',
      maxBuffer: 64 * 1024 * 1024,
      timeout: 300_000,
    });
    return stdout;
  } catch (error) {
    const said =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error);
    throw new Unreadable(`git says: ${said || 'nothing'}`);
  }
};
