import { spawn, type ChildProcess } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clone } from '../cli/clone.ts';
import { problemsOf } from './problem-matcher.ts';

const id = '00-welcome/01-hello';

/** The program with pipes in the place of a terminal. */
class Pipes {
  readonly #program: ChildProcess;
  output = '';
  #look: () => void = () => undefined;

  constructor(root: string, ...args: readonly string[]) {
    this.#program = spawn(process.execPath, [join(root, 'grader', 'start.cjs'), 'watch', ...args], { cwd: root });
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

  async ended(): Promise<number | null> {
    this.#program.stdin?.end();
    return new Promise((resolve) => this.#program.once('close', resolve));
  }
}

test(
  'without a terminal, in lines: a failure, its steps, a pass that goes on by itself',
  { timeout: 400_000 },
  async () => {
    const root = await clone();
    const session = new Pipes(root, '--plain', '--poll', '--auto-next');
    await session.waitFor('Type a letter and Enter');
    await session.waitFor('because you asked for it');
    await session.waitFor('Verdict for your files as they are: failed');
    session.type('t');
    await session.waitFor('Step 1 of');
    session.type('');
    await session.waitFor('Step 2 of');
    await cp(join(root, 'solutions', id, 'hello.ts'), join(root, 'exercises', id, 'hello.ts'));
    await session.waitFor('✓ hello has passed.');
    await session.waitFor('Exercise 2 of');
    session.type('q');
    expect(await session.ended()).toBe(0);
    expect(session.output).toMatch(/1 of \d+ passed\. npm start goes on at \S+\.\n$/);
    // What an editor marks after the first verdict.
    const [first] = await problemsOf(session.output);
    expect(first?.[0]).toEqual({
      file: `exercises/${id}/hello.ts`,
      line: 9,
      kind: 'race',
      message: 'welcome came back when 1 of the 2 guests had answered.',
    });
    // Nothing that moves a cursor, draws or rings.
    expect(session.output).not.toMatch(/[^\P{Cc}\n]/u);
  },
);
