import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';

/** Asks a dictionary that runs in a process of its own. */
export class Translator {
  private readonly child;
  private readonly ended: Promise<unknown>;
  private readonly answers = new EventEmitter().setMaxListeners(0);
  private open = new Set<string>();
  private gone?: string;

  constructor(program: string) {
    this.child = fork(program);
    this.ended = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.on('message', ({ id, answer, error }: { id?: string; answer?: string; error?: string }) => {
      if (id !== undefined && this.open.has(id)) this.answers.emit(id, error, answer);
    });
    const over = (): void => {
      this.gone ??= 'no dictionary any more';
      for (const id of this.open) this.answers.emit(id, 'no dictionary any more');
    };
    this.child.on('exit', over);
    this.child.on('error', over);
  }

  async ask(word: string): Promise<string> {
    if (this.gone !== undefined) throw new Error(this.gone);
    const id = randomUUID();
    this.open.add(id);
    const reply = once(this.answers, id);
    this.child.send({ id, word });
    const [error, answer] = (await reply) as [string | undefined, string];
    this.open.delete(id);
    if (this.gone !== undefined && this.open.size === 0) this.hangUp();
    if (error !== undefined) throw new Error(error);
    return answer;
  }

  async close(): Promise<void> {
    this.gone ??= 'closed';
    if (this.open.size === 0) this.hangUp();
    await this.ended;
  }

  private hangUp(): void {
    if (this.child.connected) this.child.disconnect();
  }
}
