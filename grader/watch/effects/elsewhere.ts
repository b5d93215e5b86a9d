import { statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { Exercise } from '../../course/exercise.ts';

/** Saves this close together come from a tool (a pull, a checkout), not from somebody in the wrong file. */
const togetherMs = 200;

/** Reports when a file of an exercise other than the one on the screen is saved. */
export class Elsewhere {
  readonly #root: string;
  readonly #byFile: ReadonlyMap<string, Exercise>;
  readonly #onSave: (exercise: Exercise, file: string) => void;
  readonly #watcher: FSWatcher;
  #current: string | undefined;
  /** Ids of exercises whose files this process is changing. */
  readonly #changing = new Set<string>();
  /** When each file that this process has changed was last written, by path. */
  readonly #written = new Map<string, number | undefined>();
  #saved = new Map<string, Exercise>();
  #timer: NodeJS.Timeout | undefined;

  constructor(root: string, course: readonly Exercise[], onSave: (exercise: Exercise, file: string) => void) {
    this.#root = join(root, 'exercises');
    this.#byFile = new Map(course.flatMap((exercise) => pathsOf(exercise).map((path) => [path, exercise])));
    this.#onSave = onSave;
    const folders = new Set([...this.#byFile.keys()].flatMap((file) => this.#foldersAbove(file)));
    const ignored = (path: string): boolean => !folders.has(path) && !this.#byFile.has(path);
    this.#watcher = watch(this.#root, { ignoreInitial: true, ignored });
    // If watching fails, nobody is warned; the current exercise has a watcher of its own.
    this.#watcher.on('change', (path) => this.#hear(path)).on('error', () => undefined);
  }

  /** Sets the exercise on the screen, whose saves are not reported here. */
  leaveOut({ id }: Exercise): void {
    this.#current = id;
  }

  /**
   * Changes files of an exercise without counting that as a save. The system may report the change at any later time,
   * or never: so what counts is whether a file is still as this process left it.
   */
  async ours<T>(exercise: Exercise, change: () => Promise<T>): Promise<T> {
    this.#changing.add(exercise.id);
    try {
      return await change();
    } finally {
      for (const path of pathsOf(exercise)) this.#written.set(path, writtenAt(path));
      this.#changing.delete(exercise.id);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #hear(path: string): void {
    const exercise = this.#byFile.get(path);
    if (!exercise || exercise.id === this.#current || this.#changing.has(exercise.id)) return;
    this.#saved.set(path, exercise);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), togetherMs);
  }

  #tell(): void {
    const saved = [...this.#saved].filter(
      ([path, { id }]) => id !== this.#current && writtenAt(path) !== this.#written.get(path),
    );
    this.#saved = new Map();
    const [first] = saved;
    if (first === undefined || new Set(saved.map(([, { id }]) => id)).size > 1) return;
    this.#onSave(first[1], relative(first[1].folders.learner, first[0]).replaceAll(sep, '/'));
  }

  #foldersAbove(path: string): readonly string[] {
    const folder = dirname(path);
    return folder === this.#root || folder.length < this.#root.length
      ? [this.#root]
      : [folder, ...this.#foldersAbove(folder)];
  }
}

const pathsOf = ({ files, folders }: Exercise): readonly string[] => files.map((file) => join(folders.learner, file));

const writtenAt = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
