import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatProgress, noProgress, parseProgress, withChange, type Change, type Progress } from './progress.ts';
import { stateFolder, timestamp, writeWhole } from './state-folder.ts';

/** A lock older than this was left behind by a process that died: writing takes milliseconds. */
const staleLockMs = 10_000;

export type ProgressRead = {
  readonly progress: Progress;
  /** For the learner, when the file had to be set aside. */
  readonly notice?: string;
};

/**
 * The learner's progress on disk. Several graders may have the same clone open, so nothing is
 * kept in memory: each change is applied to what the file says at that moment, under a lock.
 */
export class ProgressFile {
  readonly #folder: string;
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    this.#folder = stateFolder(root);
    this.#path = join(this.#folder, 'progress.txt');
  }

  /** A damaged file is set aside, and its readable lines are kept. */
  async read(): Promise<ProgressRead> {
    const { progress, unreadable } = parseProgress(await this.#text());
    return unreadable.length === 0 ? { progress } : this.#exclusively(() => this.#repaired());
  }

  /** @throws the file system's error when nothing can be written; then the change is lost. */
  async record(changes: readonly Change[]): Promise<ProgressRead> {
    return this.#exclusively(async () => {
      const { progress, ...notice } = await this.#repaired();
      const next = changes.reduce(withChange, progress);
      await writeWhole(this.#path, formatProgress(next));
      return { progress: next, ...notice };
    });
  }

  async #text(): Promise<string> {
    return readFile(this.#path, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return formatProgress(noProgress);
      throw error;
    });
  }

  async #repaired(): Promise<ProgressRead> {
    const text = await this.#text();
    const { progress, unreadable } = parseProgress(text);
    if (unreadable.length === 0) return { progress };
    const aside = `progress.damaged-${timestamp(new Date())}.txt`;
    await rename(this.#path, join(this.#folder, aside));
    await writeWhole(this.#path, formatProgress(progress));
    const lost = unreadable.length === 1 ? `line ${unreadable[0]}` : `${unreadable.length} lines`;
    return {
      progress,
      notice: `Your progress file was damaged (${lost}). The rest is kept; the old file is .racelings/${aside}.`,
    };
  }

  /** One writer at a time, in this process and among all. */
  async #exclusively<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      const lock = join(this.#folder, 'progress.lock');
      await mkdir(this.#folder, { recursive: true });
      await acquire(lock);
      try {
        return await write();
      } finally {
        await rm(lock, { force: true });
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

const acquire = async (lock: string): Promise<void> => {
  let seen: number | undefined;
  let since = 0;
  for (;;) {
    try {
      await (await open(lock, 'wx')).close();
      return;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const made = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (made !== seen) [seen, since] = [made, performance.now()];
    // The clock may have been set back since, so the time that we have waited counts, too.
    const age = made === undefined ? 0 : Math.max(Date.now() - made, performance.now() - since);
    if (age > staleLockMs) await rm(lock, { force: true });
    else await delay(5);
  }
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
