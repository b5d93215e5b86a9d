import { fork } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { randomUUID } from 'node:crypto';

type Reply = { id?: string; answer?: string; error?: string };

/** Each question has an event of its own, and one loop reads all messages. */
export class Translator {
  #child;
  #replies = new EventEmitter().setMaxListeners(0);
  #over = new AbortController();
  #open = new Set<Promise<unknown>>();
  #closing = false;
  #exit: Promise<unknown>;

  constructor(program: string) {
    this.#child = fork(program, [], { serialization: 'json' });
    this.#exit = once(this.#child, 'exit').finally(() => this.#over.abort(new Error('no dictionary')));
    void this.#read();
  }

  async #read(): Promise<void> {
    try {
      for await (const [reply] of on(this.#child, 'message', { signal: this.#over.signal })) {
        const { id, ...rest } = reply as Reply;
        if (id !== undefined) this.#replies.emit(id, rest);
      }
    } catch {
      // The child has ended.
    }
  }

  ask(word: string): Promise<string> {
    if (this.#closing || this.#over.signal.aborted) return Promise.reject(new Error('nobody is there to ask'));
    const asked = this.#ask(word);
    this.#open.add(asked);
    const done = (): void => void this.#open.delete(asked);
    asked.then(done, done);
    return asked;
  }

  async #ask(word: string): Promise<string> {
    const id = randomUUID();
    const reply = once(this.#replies, id, { signal: this.#over.signal });
    // What can't be sent is no event then: that nobody answers is known by the end.
    this.#child.send({ id, word }, () => {});
    const [{ answer, error }] = (await reply) as [Reply];
    if (error !== undefined) throw new Error(error);
    return answer!;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#open);
    if (this.#child.connected) this.#child.disconnect();
    await this.#exit;
  }
}
