import type { Exercise } from '../../course/exercise.ts';
import { typeErrorsIn } from '../../judge/type-errors.ts';
import { Newest } from './newest.ts';
import type { Typed } from '../model/state.ts';

/** Asks TypeScript, in the background, about one attempt at a time: the newest. */
export class TypeCheck {
  readonly #root: string;
  readonly #onTyped: (exercise: string, typed: Typed) => void;
  readonly #runs = new Newest();

  constructor(root: string, onTyped: (exercise: string, typed: Typed) => void) {
    this.#root = root;
    this.#onTyped = onTyped;
  }

  start(exercise: Exercise, hash: string): void {
    this.#runs.start(async (signal) => this.#check(exercise, hash, signal));
  }

  cancel(): void {
    this.#runs.cancel();
  }

  async close(): Promise<void> {
    await this.#runs.close();
  }

  async #check(exercise: Exercise, hash: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    // No answer, nothing to show: the verdict stands by itself.
    const errors = await typeErrorsIn(this.#root, exercise, signal).catch(() => undefined);
    if (errors && !signal.aborted) this.#onTyped(exercise.id, { hash, errors });
  }
}
