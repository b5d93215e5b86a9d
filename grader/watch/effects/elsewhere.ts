import { dirname, join, relative, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { Exercise } from '../../course/exercise.ts';

/** Saves that come together are a tool's (a pull, a checkout), not those of somebody in the wrong file. */
const togetherMs = 200;

/** Tells when a file of an exercise other than the one on the screen is saved. */
export class Elsewhere {
  readonly #root: string;
  readonly #byFile: ReadonlyMap<string, Exercise>;
  readonly #onSave: (exercise: Exercise, file: string) => void;
  readonly #watcher: FSWatcher;
  #current: string | undefined;
  #ignored = new Set<string>();
  #saved = new Map<string, Exercise>();
  #timer: NodeJS.Timeout | undefined;

  constructor(root: string, course: readonly Exercise[], onSave: (exercise: Exercise, file: string) => void) {
    this.#root = join(root, 'exercises');
    this.#byFile = new Map(
      course.flatMap((exercise) => exercise.files.map((file) => [join(exercise.folders.learner, file), exercise])),
    );
    this.#onSave = onSave;
    const folders = new Set([...this.#byFile.keys()].flatMap((file) => this.#foldersAbove(file)));
    const ignored = (path: string): boolean => !folders.has(path) && !this.#byFile.has(path);
    this.#watcher = watch(this.#root, { ignoreInitial: true, ignored });
    // If nothing can be watched, nobody is warned; the current exercise has a watcher of its own.
    this.#watcher.on('change', (path) => this.#hear(path)).on('error', () => undefined);
  }

  /** The exercise that is on the screen. */
  leaveOut({ id }: Exercise): void {
    this.#current = id;
  }

  /** The next change to it is ours. */
  ignore({ id }: Exercise): void {
    this.#ignored.add(id);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #hear(path: string): void {
    const exercise = this.#byFile.get(path);
    if (!exercise || exercise.id === this.#current) return;
    this.#saved.set(path, exercise);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), togetherMs);
  }

  #tell(): void {
    const saved = [...this.#saved].filter(([, { id }]) => !this.#ignored.has(id));
    this.#saved = new Map();
    this.#ignored = new Set();
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
