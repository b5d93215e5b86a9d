import * as processes from 'node:child_process';

type Task = { page: string; resolve: (text: string) => void; reject: (reason: Error) => void };
type End = { code: number | null; signal: NodeJS.Signals | null };
type Running = { child: processes.ChildProcess; end: Promise<End> };

const start = (program: string): Running => {
  const child = processes.spawn(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.on('error', () => {});
  return { child, end: new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal }))) };
};

/** As many loops as there may be children: each takes the next page, and has a child if it needs one. */
export class ReaderPool {
  private readonly tasks: Task[] = [];
  private readonly sleeping: (() => void)[] = [];
  private readonly loops: Promise<void>[];
  private closed = false;

  constructor(program: string, size: number) {
    this.loops = Array.from({ length: size }, async () => this.loop(program));
  }

  async read(page: string): Promise<string> {
    if (this.closed) throw Object.assign(new Error('This pool is closed.'), { code: 'ERR_POOL_CLOSED' });
    const { promise, ...settle } = deferred();
    this.tasks.push({ page, ...settle });
    this.sleeping.shift()?.();
    return promise;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const wake of this.sleeping.splice(0)) wake();
    await Promise.all(this.loops);
  }

  private async loop(program: string): Promise<void> {
    let running: Running | undefined;
    for (;;) {
      const task = this.tasks.shift();
      if (!task && this.closed) break;
      if (!task) {
        await new Promise<void>((wake) => this.sleeping.push(wake));
        continue;
      }
      if (running?.child.exitCode !== null || running.child.signalCode !== null) running = start(program);
      if (!(await serve(task, running))) running = undefined;
    }
    if (running?.child.connected) running.child.disconnect();
    await running?.end;
  }
}

/** @returns whether the child is still there */
async function serve({ page, resolve, reject }: Task, { child, end }: Running): Promise<boolean> {
  let hear: (answer: { text: string; error?: string }) => void = () => {};
  const answered = new Promise<{ text: string; error?: string }>((done) => child.once('message', (hear = done)));
  child.send({ page }, () => {});
  const first = await Promise.race([answered, end]);
  child.off('message', hear);
  if ('code' in first) {
    reject(Object.assign(new Error('The child is gone.'), first));
    return false;
  }
  if (first.error === undefined) resolve(first.text);
  else reject(new Error(first.error));
  return true;
}

function deferred() {
  let settle!: { resolve: (text: string) => void; reject: (reason: Error) => void };
  const promise = new Promise<string>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}
