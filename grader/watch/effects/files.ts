import { dirname, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { watch, type FSWatcher } from 'chokidar';
import { readAttempt, type AttemptFiles } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Found } from '../model/state.ts';

/** Some editors empty a file and then write it: two events, one save. */
const settleMs = 10;
/** What an editor on a busy machine may need to write a file that it has emptied or deleted. */
const goneMs = 300;

export type FileListener = {
  readonly onRead: (found: Found) => void;
  readonly onError: (error: unknown) => void;
};

/** How often to look where the system reports nothing: a few small files are read in a millisecond. */
const pollMs = 300;
/** And where it does report: a folder that was deleted and made again may have lost its watcher. */
const safetyMs = 1000;

/** Reads an exercise's files now and whenever something happened to them. */
export class FileWatch {
  readonly #exercise: Exercise;
  readonly #listener: FileListener;
  readonly #watcher: FSWatcher;
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout;
  #lastReading = 0;
  /** Names of the files that had no content. */
  #gone: ReadonlySet<string> = new Set();
  #wasRead = false;
  #isClosed = false;

  constructor(exercise: Exercise, listener: FileListener) {
    this.#exercise = exercise;
    this.#listener = listener;
    const { learner } = exercise.folders;
    // From the folder above, so as to see a folder that is deleted and comes back.
    const track = dirname(learner);
    const ignored = (path: string): boolean => path !== track && path !== learner && !path.startsWith(learner + sep);
    this.#watcher = watch(track, { ignoreInitial: true, atomic: settleMs, ignored });
    // `ready` closes the gap between the first reading and the moment from which events come.
    // `raw` is the operating system's word: chokidar's own events leave out a file that is written
    // again, or deleted and written, within milliseconds (4 to 8 of 15 such saves, when measured).
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

  /** From now on looks by itself, and no longer relies on the system. */
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
    // A reading overtaken by a later one may have seen what is no longer there.
    if (reading !== this.#lastReading || this.#isClosed) return;
    // What was there at the start is not a save, even if a second look came before the first was done.
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
