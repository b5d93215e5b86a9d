import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../judge/temporary-folder.ts';
import { git, gitLimits, type GitLimits } from './git-process.ts';
import { caps, Unreadable, type Entry } from './submission.ts';

export type Repository = {
  readonly url: string;
  /** This commit … */
  readonly commit?: string;
  /** … or the newest before this moment (ISO 8601) … */
  readonly before?: string;
};

/** The entries can be read until the snapshot is closed. */
export type Snapshot = {
  readonly commit: string;
  readonly committedAt: string;
  readonly entries: readonly Entry[];
  readonly links: readonly string[];
  readonly close: () => Promise<void>;
};

const allowed = /^(?:https?:\/\/|ssh:\/\/|git@|file:\/\/)/;

/**
 * One commit of a repository. It is cloned bare: none of its files are ever checked out, and git is only asked for
 * objects by name. No more is cloned than is needed, if the server can do that. The caller must close the snapshot,
 * which removes the clone.
 *
 * @throws {Unreadable} when the repository can't be cloned, exceeds the limits, or has no such commit
 * @throws the reason of `signal` when that aborts
 */
export const openRepository = async (
  repository: Repository,
  { limits = gitLimits, signal }: { readonly limits?: GitLimits; readonly signal?: AbortSignal | undefined } = {},
): Promise<Snapshot> => {
  if (!allowed.test(repository.url))
    throw new Unreadable(`${JSON.stringify(repository.url)} is not a URL of a git repository`);
  const folder = temporaryFolder('clone-');
  const close = async (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const run: Run = async (words, input) => git(words, { limits, folder, input, signal });
  try {
    return { ...(await snapshotOf(repository, join(folder, 'clone.git'), run)), close };
  } catch (error) {
    await close();
    throw error;
  }
};

type Run = (words: readonly string[], input?: string) => Promise<Buffer>;

const snapshotOf = async (repository: Repository, clone: string, run: Run): Promise<Omit<Snapshot, 'close'>> => {
  const { commit, before } = repository;
  await cloneTo(clone, repository, run);
  const inClone: Run = async (words, input) => run(['--git-dir', clone, ...words], input);
  const until = before === undefined ? [] : [`--before=${before}`];
  const list = inClone(['rev-list', '-1', ...until, '--end-of-options', commit ?? 'HEAD']);
  const found = String(
    await list.catch((cause: unknown) => {
      throw commit === undefined && cause instanceof Unreadable ? new Unreadable('it has no commit') : cause;
    }),
  ).trim();
  if (found === '')
    throw new Unreadable(
      before === undefined ? `${commit ?? 'HEAD'} is no commit` : `it has no commit before ${before}`,
    );
  const committedAt = String(await inClone(['show', '-s', '--format=%cI', found])).trim();
  if (Number.isNaN(Date.parse(committedAt))) throw new Unreadable(`its commit is of no moment: ${committedAt}`);
  const tree = String(await inClone(['ls-tree', '-r', '-z', found]));
  const lines = tree
    .split('\0')
    .filter((line) => line !== '')
    .map(parseLine);
  const files = lines.filter(({ mode }) => mode.startsWith('100'));
  const sizes = await sizesOf(files, inClone);
  return {
    commit: found,
    committedAt,
    links: lines.filter(({ mode }) => mode === '120000').map(({ path }) => path),
    entries: files.map(({ path, hash }, index) => ({
      path,
      // The clone does not have the file, as it is too large.
      bytes: sizes[index] ?? caps.fileBytes + 1,
      read: async () => inClone(['cat-file', 'blob', hash]),
    })),
  };
};

/** The newest commit alone, unless another is wanted; without files that nobody reads. */
const cloneTo = async (clone: string, { url, commit, before }: Repository, run: Run): Promise<void> => {
  const words = ['clone', '--quiet', '--bare', '--no-local', '--no-recurse-submodules', ...(await filter(run))];
  const isNewest = commit === undefined && before === undefined;
  await run([...words, ...(isNewest ? ['--depth=1'] : []), '--', url, clone]).catch(async (error: unknown) => {
    // A plain file server can't make a shallow clone.
    if (!isNewest || !/shallow/.test(String(error))) throw error;
    await run([...words, '--', url, clone]);
  });
  // What was left out must stay out: git would fetch it, file by file, as soon as it is asked about one.
  await run(['--git-dir', clone, 'config', '--remove-section', 'remote.origin']);
  await run(['--git-dir', clone, 'config', '--unset-all', 'extensions.partialclone']).catch(() => {});
};

/** Git has known this filter since 2.17; servers that do not know it send everything. */
const filter = async (run: Run): Promise<readonly string[]> => {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(String(await run(['--version']))) ?? [];
  return Number(major) * 1000 + Number(minor) >= 2017 ? [`--filter=blob:limit=${caps.fileBytes + 1}`] : [];
};

/** Sizes in the order of `files`; undefined for files that are not in the clone. */
const sizesOf = async (files: readonly Line[], inClone: Run): Promise<readonly (number | undefined)[]> => {
  const asked = files.map(({ hash }) => `${hash}\n`).join('');
  const told = String(await inClone(['cat-file', '--batch-check=%(objectsize)'], asked)).trim();
  return told.split('\n').map((line) => (/^\d+$/.test(line) ? Number(line) : undefined));
};

type Line = { readonly mode: string; readonly hash: string; readonly path: string };

/** `100644 blob 8c7e5a667f1b771847fe88c01c3de34413a1b220\tpath` */
const parseLine = (line: string): Line => {
  const tab = line.indexOf('\t');
  const [mode = '', , hash = ''] = line.slice(0, tab).split(' ');
  return { mode, hash, path: line.slice(tab + 1) };
};
