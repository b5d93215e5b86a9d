import { fork, type ChildProcess } from 'node:child_process';

/** Asks a dictionary that runs in a process of its own. */
export class Translator {
  readonly #child: ChildProcess;
  readonly #waiting: ((answer: string) => void)[] = [];
  #ids = 0;

  constructor(program: string) {
    this.#child = fork(program);
    // TODO: visitors read "horse" beside the elephant, and some wait for ever.
    this.#child.on('message', ({ answer }: { answer: string }) => this.#waiting.shift()?.(answer));
  }

  async ask(word: string): Promise<string> {
    return await new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.send({ id: (this.#ids += 1), word });
    });
  }

  async close(): Promise<void> {
    this.#child.kill();
  }
}
