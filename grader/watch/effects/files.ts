import { dirname, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { watch, type FSWatcher } from 'chokidar';
import { readAttempt, type AttemptFiles } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Found } from '../model/state.ts';

/** Some editors empty a file and then write it: two events, one save. */
const settleMs = 10;
/** Time that an editor on a busy machine may need to write a file that it has emptied or deleted. */
const goneMs = 300;

export type FileListener = {
  readonly onRead: (found: Found) => void;
  readonly onError: (error: unknown) => void;
};

/** Time between looks where the system reports nothing: a few small files are read in a millisecond. */
const pollMs = 300;
/** Time between looks where it does report: a folder that was deleted and made again may have lost its watcher. */
const safetyMs = 1000;

/** Reads an exercise's files now, and whenever something happens to them. */
export class FileWatch {
  readonly #exercise: Exercise;
  readonly #listener: FileListener;
  readonly #watcher: FSWatcher;
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout;
  #lastReading = 0;
  /** Names of the files that were missing or empty. */
  #gone: ReadonlySet<string> = new Set();
  #wasRead = false;
  #isClosed = false;

  constructor(exercise: Exercise, listener: FileListener) {
    this.#exercise = exercise;
    this.#listener = listener;
    const { learner } = exercise.folders;
    // Watches the folder above, to see when the exercise's folder is deleted and comes back.
    const track = dirname(learner);
    const ignored = (path: string): boolean => path !== track && path !== learner && !path.startsWith(learner + sep);
    this.#watcher = watch(track, { ignoreInitial: true, atomic: settleMs, ignored });
    // `ready` closes the gap between the first reading and the moment from which events come. `raw` comes from the
    // operating system: chokidar's own events leave out a file that is written again, or deleted and written, within
    // milliseconds (4 to 8 of 15 such saves, when measured).
    this.#watcher
      .on('raw', () => this.look())
      .on('all', () => this.look())
      .on('ready', () => this.look())
      .on('error', listener.onError);
    this.#poll = setInterval(() => this.look(), safetyMs);
    void this.#read(undefined);
  }

  /** Reads the files once they have settled. */
  look(): void {
    clearTimeout(this.#timer);
    const at = new Date();
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#read(at), settleMs);
  }

  /** From now on looks at intervals, and no longer relies on the system. */
  async poll(): Promise<void> {
    clearInterval(this.#poll);
    if (!this.#isClosed) this.#poll = setInterval(() => this.look(), pollMs);
    await this.#watcher.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#poll);
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  async #read(at: Date | undefined): Promise<void> {
    const reading = ++this.#lastReading;
    let files = await this.#attempt();
    if (goneIn(files).some((name) => !this.#gone.has(name))) {
      await delay(goneMs);
      files = await this.#attempt();
    }
    this.#gone = new Set(goneIn(files));
    // A later reading has overtaken this one, which may show what is no longer there.
    if (reading !== this.#lastReading || this.#isClosed) return;
    // Files that were there at the start are not a save, even if a second look came before the first was done.
    this.#listener.onRead({ files, at: this.#wasRead ? at : undefined });
    this.#wasRead = true;
  }

  async #attempt(): Promise<AttemptFiles> {
    return readAttempt(this.#exercise, this.#exercise.folders.learner);
  }
}

function goneIn({ files }: AttemptFiles): readonly string[] {
  return files
    .filter((file) => file.state === 'missing' || (file.state === 'text' && file.text === ''))
    .map(({ name }) => name);
}
