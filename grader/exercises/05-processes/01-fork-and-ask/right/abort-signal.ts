import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once, setMaxListeners } from 'node:events';
import { randomUUID } from 'node:crypto';

type Message = { id?: string; answer?: string; error?: string };

/** Every answer is an event of a private emitter, with the id for a name; the end aborts all. */
export class Translator {
  private readonly answers = new EventEmitter().setMaxListeners(0);
  private readonly over = new AbortController();
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;
  private open = true;
  private pending: Promise<unknown> = Promise.resolve();

  constructor(program: string) {
    setMaxListeners(0, this.over.signal);
    this.child = fork(program, { stdio: 'inherit' });
    this.child.on('message', (message: Message) => {
      if (typeof message?.id === 'string') this.answers.emit(`answer ${message.id}`, message);
    });
    this.child.on('error', () => {});
    this.gone = new Promise((resolve) =>
      this.child.once('exit', () => {
        this.over.abort();
        resolve(undefined);
      }),
    );
  }

  ask(word: string): Promise<string> {
    if (!this.open || this.over.signal.aborted) return Promise.reject(new Error('nobody is there'));
    const id = randomUUID();
    const answer = once(this.answers, `answer ${id}`, { signal: this.over.signal }).then(([message]: Message[]) => {
      if (message!.error !== undefined) throw new Error(message!.error);
      return message!.answer!;
    });
    const settled = answer.catch(() => {});
    this.pending = Promise.all([this.pending, settled]);
    this.child.send({ id, word }, () => {});
    return answer;
  }

  close(): Promise<void> {
    this.open = false;
    return this.pending
      .then(() => {
        if (this.child.connected) this.child.disconnect();
        return this.gone;
      })
      .then(() => {});
  }
}
