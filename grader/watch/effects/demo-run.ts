import type { Exercise } from '../../course/exercise.ts';
import { UserError } from '../../course/user-error.ts';
import { runDemo } from '../../judge/demo.ts';
import { excerpt } from '../../verdict/excerpt.ts';
import { Newest } from './newest.ts';

export type DemoListener = {
  readonly onLines: (demo: number, lines: readonly string[]) => void;
  readonly onEnd: (demo: number, how: string) => void;
};

/** Output is handed on this often, however much comes: a demo may print in an endless loop. */
const collectMs = 50;
/** Of what came in between, the last part; nobody can read more. */
const maxCollected = 100_000;

/** Characters of a line; of a longer one the beginning is kept. */
const longestLine = 2000;

/** The demo that is running in the background, if any. */
export class DemoRun {
  readonly #root: string;
  readonly #listener: DemoListener;
  readonly #runs = new Newest();

  constructor(root: string, listener: DemoListener) {
    this.#root = root;
    this.#listener = listener;
  }

  start(demo: number, exercise: Exercise): void {
    this.#runs.start(async (signal) => this.#run(demo, exercise, signal));
  }

  end(): void {
    this.#runs.cancel();
  }

  async close(): Promise<void> {
    await this.#runs.close();
  }

  async #run(demo: number, exercise: Exercise, signal: AbortSignal): Promise<void> {
    let text = '';
    const handOn = (isLast: boolean): void => {
      const lines = text.split('\n');
      // What does not end a line yet waits for its end.
      text = isLast ? '' : (lines.pop() ?? '');
      const whole = isLast && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
      if (whole.length > 0)
        this.#listener.onLines(
          demo,
          whole.map((line) => excerpt(line, longestLine)),
        );
    };
    const timer = setInterval(() => handOn(false), collectMs);
    const onOutput = (more: string): void => void (text = (text + more).slice(-maxCollected));
    const how = await runDemo(this.#root, exercise, { signal, onOutput }).then(
      (code) => (signal.aborted ? 'Ended by you.' : `Ended by itself, with exit code ${code}.`),
      (error: unknown) => (signal.aborted ? 'Ended by you.' : complaint(error)),
    );
    clearInterval(timer);
    handOn(true);
    this.#listener.onEnd(demo, how);
  }
}

const complaint = (error: unknown): string => {
  if (error instanceof UserError) return [error.message, error.help].join(' ');
  return `It could not be run: ${error instanceof Error ? error.message : String(error)}`;
};
