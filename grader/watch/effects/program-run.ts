import { createColors } from 'picocolors';
import { messageOf } from '../../course/message-of.ts';
import { readAttempt } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import { UserError } from '../../course/user-error.ts';
import { runDemo } from '../../judge/demo.ts';
import { excerpt } from '../../verdict/excerpt.ts';
import type { Effect, ProgramName } from '../model/state.ts';
import { Newest } from './newest.ts';

export type ProgramListener = {
  readonly onLines: (program: number, lines: readonly string[]) => void;
  readonly onEnd: (program: number, how: string) => void;
};

type Options = { readonly signal: AbortSignal; readonly onOutput: (text: string) => void };

/** @returns how the program ended, if it ended by itself */
type RunProgram = (root: string, exercise: Exercise, options: Options) => Promise<string>;

/** Time between two batches of output: an endless loop may print any amount. */
const collectMs = 50;
/** Characters kept of one batch, its last ones; nobody can read more. */
const maxCollected = 100_000;

/** Characters of a line; only the beginning of a longer one is kept. */
const longestLine = 2000;

const programs: Readonly<Record<ProgramName, RunProgram>> = {
  demo: async (root, exercise, options) => `It ended with exit code ${await runDemo(root, exercise, options)}.`,
  costs: async (root, exercise, { signal, onOutput }) => {
    // Loaded on demand: most sessions never need it.
    const { comparedCosts } = await import('../../costs/compare.ts');
    const { costs, folders } = exercise;
    if (!costs) throw new UserError('There are no costs to compare here.');
    const own = await readAttempt(exercise, folders.learner);
    const how = { root, signal, style: plain };
    for await (const line of comparedCosts(exercise, costs, own, how)) onOutput(`${line}\n`);
    return 'Done.';
  },
};

/** The output does not go to a terminal. */
const plain = { width: 80, colors: createColors(false), ascii: false };

/** The program that is running in the background while its output is shown, if any. */
export class ProgramRun {
  readonly #root: string;
  readonly #listener: ProgramListener;
  readonly #runs = new Newest();

  constructor(root: string, listener: ProgramListener) {
    this.#root = root;
    this.#listener = listener;
  }

  start(what: Extract<Effect, { kind: 'run-program' }>): void {
    this.#runs.start(async (signal) => this.#run(what, signal));
  }

  end(): void {
    this.#runs.cancel();
  }

  async close(): Promise<void> {
    await this.#runs.close();
  }

  async #run(
    { name, program, exercise }: Extract<Effect, { kind: 'run-program' }>,
    signal: AbortSignal,
  ): Promise<void> {
    let text = '';
    const handOn = (isLast: boolean): void => {
      const lines = text.split('\n');
      // A line that is not complete yet waits for its end.
      text = isLast ? '' : (lines.pop() ?? '');
      const whole = isLast && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
      if (whole.length > 0)
        this.#listener.onLines(
          program,
          whole.map((line) => excerpt(line, longestLine)),
        );
    };
    const timer = setInterval(() => handOn(false), collectMs);
    const onOutput = (more: string): void => void (text = (text + more).slice(-maxCollected));
    const how = await programs[name](this.#root, exercise, { signal, onOutput }).then(
      (end) => (signal.aborted ? 'You ended it.' : end),
      (error: unknown) => (signal.aborted ? 'You ended it.' : complaint(error)),
    );
    clearInterval(timer);
    handOn(true);
    this.#listener.onEnd(program, how);
  }
}

const complaint = (error: unknown): string => {
  if (error instanceof UserError) return [error.message, error.help].join(' ');
  return `It could not run: ${messageOf(error)}`;
};
