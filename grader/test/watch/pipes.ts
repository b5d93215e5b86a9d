import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The program with pipes in the place of a terminal. */
export class Pipes {
  readonly #program: ChildProcess;
  output = '';
  #look: () => void = () => undefined;

  constructor(root: string, ...args: readonly string[]) {
    this.#program = spawn(process.execPath, [join(root, 'grader', 'start.cjs'), 'watch', ...args], {
      cwd: root,
      env: { ...process.env, EDITOR: 'printf "%s " editor:', VISUAL: '', TERM_PROGRAM: '' },
    });
    onTestFinished(() => void this.#program.kill('SIGKILL'));
    for (const stream of [this.#program.stdout, this.#program.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.#look();
      });
    }
  }

  /** Waits until the text comes after all that was waited for before. */
  async waitFor(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waiting for ${text}, and it said:\n${this.output}`)), 100_000);
      this.#look = () => {
        if (!this.output.includes(text)) return;
        clearTimeout(timer);
        resolve();
      };
      this.#look();
    });
  }

  type(line: string): void {
    this.#program.stdin?.write(`${line}\n`);
  }

  /** As a crash would: nothing is told to anybody. */
  kill(): void {
    this.#program.kill('SIGKILL');
  }

  async ended(): Promise<number | null> {
    this.#program.stdin?.end();
    return new Promise((resolve) => this.#program.once('close', resolve));
  }
}
