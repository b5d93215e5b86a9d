import * as processes from 'node:child_process';

interface Reply {
  id: number;
  answer?: string;
  error?: string;
}

/** An array of those who wait; its index is the id. Promises race with the child's end. */
export class Translator {
  private readonly child: processes.ChildProcess;
  private readonly asked: ((reply: Reply) => void)[] = [];
  private readonly end: Promise<never>;
  private open = 0;
  private state: 'open' | 'closing' | 'ended' = 'open';
  private idle: () => void = () => {};

  constructor(program: string) {
    this.child = processes.spawn(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', (reply: Reply) => this.asked[reply.id]?.(reply));
    this.end = new Promise((_, reject) => {
      this.child.on('exit', () => {
        this.state = 'ended';
        reject(new Error('The dictionary is gone.'));
      });
    });
    this.end.catch(() => this.idle());
  }

  ask(word: string): Promise<string> {
    if (this.state !== 'open') return Promise.reject(new Error('Too late.'));
    this.open += 1;
    const reply = new Promise<Reply>((resolve) => {
      const id = this.asked.push(resolve) - 1;
      // What can't be sent is no event then: that nobody answers is known by the end.
      this.child.send({ id, word }, () => {});
    });
    return Promise.race([reply, this.end])
      .then(({ answer, error }) => {
        if (error === undefined) return String(answer);
        throw new Error(error);
      })
      .finally(() => {
        this.open -= 1;
        if (this.open === 0) this.idle();
      });
  }

  close(): Promise<void> {
    if (this.state === 'ended') return Promise.resolve();
    this.state = 'closing';
    return new Promise<void>((resolve) => {
      this.idle = resolve;
      if (this.open === 0) resolve();
    })
      .then(() => this.child.connected && this.child.disconnect())
      .then(() => this.end)
      .catch(() => {});
  }
}
