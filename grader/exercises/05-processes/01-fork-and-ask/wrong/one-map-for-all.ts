// wrong-result in "two translators leave each other alone"
// all translators share the map of those who wait: the end of one child rejects the words of all
import { fork, type ChildProcess } from 'node:child_process';

type Message = { id?: number; answer?: string; error?: string };
type Asked = { resolve: (answer: string) => void; reject: (error: Error) => void };

/** Asks a dictionary that runs in a process of its own. */
const waiting = new Map<number, Asked>();
let ids = 0;
export class Translator {
  readonly #child: ChildProcess;
  // Who asked is found by the id that goes to the child and comes back: the order of answers tells nothing.

  readonly #ended: Promise<void>;

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
  }

  async ask(word: string): Promise<string> {
    if (this.#refusal) throw this.#refusal;
    return await new Promise((resolve, reject) => {
      const id = (ids += 1);
      waiting.set(id, { resolve, reject });
      this.#child.send({ id, word });
    });
  }

  async close(): Promise<void> {
    this.#refusal ??= new Error('the translator is closed');
    this.#leave();
    await this.#ended;
  }

  #hear({ id = 0, answer, error }: Message): void {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(answer ?? '');
    else asked?.reject(new Error(error));
    this.#leave();
  }

  /** To be called whenever there is one who waits less. */
  #leave(): void {
    if (this.#refusal && waiting.size === 0 && this.#child.connected) this.#child.disconnect();
  }

  #end(error: Error): void {
    this.#refusal ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
}
