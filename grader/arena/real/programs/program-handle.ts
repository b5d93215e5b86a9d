import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Asker } from '../meters/channel.ts';
import type { Assignment, ProgramQuestion, StepQuestion } from './questions.ts';

const entry = fileURLToPath(new URL('./program-process.mjs', import.meta.url));
const printLimit = 4000;

/** The arena's end of a process that waits to be told which program it is, or runs that program. */
export class ProgramProcess {
  readonly child: ChildProcess;
  readonly closed: Promise<number | null>;
  alive = true;
  /** Receives the program's questions. */
  hear: (question: StepQuestion, from: Asker) => void = () => {};
  /** Resolves when the process waits to be told which program it is, with the asker to answer. */
  idle: Promise<Asker>;
  /** Exit code of the assigned program; `null` if it was killed. */
  ended: Promise<number | null> = new Promise(() => {});
  #nowIdle: (asker: Asker) => void = () => {};
  #printed = '';

  constructor() {
    this.child = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'pipe'] });
    // When an error ends a program, Node prints it here and not through the program's streams.
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#print(text));
    }
    this.closed = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
    void this.closed.then(() => (this.alive = false));
    this.idle = this.#untilIdle();
  }

  /** The last characters that the program printed. */
  get printed(): string {
    return this.#printed;
  }

  receive(question: ProgramQuestion, from: Asker): void {
    this.#print(question.printed ?? '');
    if (question.ask === 'assignment') this.#nowIdle(from);
    else this.hear(question, from);
  }

  async assign(assignment: Assignment): Promise<void> {
    const asker = await this.idle;
    this.#printed = '';
    this.idle = this.#untilIdle();
    this.ended = Promise.race([this.closed, this.idle.then(() => 0)]);
    asker.answer(assignment);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }

  #print(text: string): void {
    this.#printed = (this.#printed + text).slice(-printLimit);
  }

  async #untilIdle(): Promise<Asker> {
    return new Promise((resolve) => (this.#nowIdle = resolve));
  }
}
