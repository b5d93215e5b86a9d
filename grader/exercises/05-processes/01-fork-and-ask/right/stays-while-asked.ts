import { fork, type ChildProcess } from 'node:child_process';

type Message = { id?: number; answer?: string; error?: string };
type Asked = { resolve: (answer: string) => void; reject: (error: Error) => void };

/** Asks a dictionary that runs in a process of its own. */
export class Translator {
  readonly #child: ChildProcess;
  // Who asked is found by the id that goes to the child and comes back: the order of answers tells nothing.
  readonly #waiting = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #ids = 0;
  /** Why nobody can ask any more. */
  #refusal: Error | undefined;

  constructor(program: string) {
    this.#child = fork(program);
    this.#child.on('message', (message: Message) => this.#hear(message));
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#end(new Error(`the dictionary has ended (${signal ?? `exit code ${code}`})`));
        resolve();
      });
    });
    // What can't be sent, or started, is told by an event; that nobody will answer is known by the end.
    this.#child.on('error', (error) => this.#end(error));
    this.#keepAlive();
  }

  async ask(word: string): Promise<string> {
    if (this.#refusal) throw this.#refusal;
    return await new Promise((resolve, reject) => {
      const id = (this.#ids += 1);
      this.#waiting.set(id, { resolve, reject });
      this.#keepAlive();
      this.#child.send({ id, word });
    });
  }

  async close(): Promise<void> {
    this.#refusal ??= new Error('the translator is closed');
    this.#child.ref();
    this.#child.channel?.ref();
    this.#leave();
    await this.#ended;
  }

  #hear({ id = 0, answer, error }: Message): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) asked?.resolve(answer ?? '');
    else asked?.reject(new Error(error));
    this.#keepAlive();
    this.#leave();
  }

  /** An idle dictionary is no reason for the program to stay. */
  #keepAlive(): void {
    const handles = [this.#child, this.#child.channel];
    for (const handle of handles) {
      if (this.#waiting.size > 0 || this.#refusal) handle?.ref();
      else handle?.unref();
    }
  }

  /** To be called whenever there is one who waits less. */
  #leave(): void {
    if (this.#refusal && this.#waiting.size === 0 && this.#child.connected) this.#child.disconnect();
  }

  #end(error: Error): void {
    this.#refusal ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
