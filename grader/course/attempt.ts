import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from './exercise.ts';

/** One declared file of an attempt as it was found. */
export type AttemptFile = { readonly name: string } & (
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'missing' | 'folder' | 'link' | 'not-utf8' }
  | { readonly state: 'too-large'; readonly bytes: number }
  /** `reason` is the system's word for it, such as `EACCES`. */
  | { readonly state: 'unreadable'; readonly reason: string }
);

/** The learner's files of one exercise at one moment. */
export type AttemptFiles = {
  /** Equal for equal contents of all declared files, on every machine. */
  readonly hash: string;
  /** In the order of `exercise.files`. */
  readonly files: readonly AttemptFile[];
};

/** A larger file is no longer somebody's program, and is not read. */
export const maxFileBytes = 1_000_000;

/**
 * Reads the declared files from `folder`, and those that it lacks from `fallback`. Never rejects over what
 * the learner may have done to the files: that is part of the answer.
 */
export const readAttempt = async (exercise: Exercise, folder: string, fallback?: string): Promise<AttemptFiles> =>
  attemptOf(
    await Promise.all(
      exercise.files.map(async (name) => {
        const file = await readInside(folder, name);
        return file.state === 'missing' && fallback !== undefined ? readInside(fallback, name) : file;
      }),
    ),
  );

/** What is behind a link was not handed in, and may be anything that this process can read. */
const readInside = async (folder: string, name: string): Promise<AttemptFile> => {
  const steps = name.split('/').slice(0, -1);
  const folders = steps.map((_step, index) => join(folder, ...steps.slice(0, index + 1)));
  const found = await Promise.all(folders.map(async (path) => lstat(path).catch(() => undefined)));
  if (found.some((step) => step?.isSymbolicLink())) return { name, state: 'link' };
  return readAttemptFile(name, join(folder, name));
};

/** The texts of the files that have one, by name. */
export const textsOf = ({ files }: Pick<AttemptFiles, 'files'>): ReadonlyMap<string, string> =>
  new Map(files.flatMap((file) => (file.state === 'text' ? [[file.name, file.text] as const] : [])));

/** The attempt made of these files. */
export const attemptOf = (files: readonly AttemptFile[]): AttemptFiles => {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32);
  return { hash, files };
};

/** Reads one file; `name` is its name in the exercise, `path` where it is. */
export const readAttemptFile = async (name: string, path: string): Promise<AttemptFile> => {
  try {
    // Checked before it is opened: opening a FIFO would wait for a writer.
    const found = await lstat(path);
    if (found.isSymbolicLink()) return { name, state: 'link' };
    if (found.isDirectory()) return { name, state: 'folder' };
    if (!found.isFile()) return { name, state: 'unreadable', reason: 'not a regular file' };
    if (found.size > maxFileBytes) return { name, state: 'too-large', bytes: found.size };
    return decoded(name, await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { name, state: 'missing' }
      : { name, state: 'unreadable', reason: code };
  }
};

const decoded = (name: string, bytes: Buffer): AttemptFile => {
  try {
    return { name, state: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { name, state: 'not-utf8' };
  }
};
