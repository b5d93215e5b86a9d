import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Branch } from './derive.ts';

type Task = { branch: Branch; resolve: (key: string) => void; reject: (error: Error) => void };
type Answer = { ok: true; key: string } | { ok: false; message: string };

/** As pools in packages are: threads come when they are needed, errors are answers, and it is destroyed in the end. */
class Pool extends EventEmitter {
  readonly #maxThreads: number;
  readonly #threads: Worker[] = [];
  readonly #free: Worker[] = [];
  readonly #tasks: Task[] = [];

  constructor(maxThreads: number) {
    super();
    this.#maxThreads = maxThreads;
    this.on('free', () => this.#next());
  }

  run(branch: Branch): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#tasks.push({ branch, resolve, reject });
      if (this.#free.length === 0 && this.#threads.length < this.#maxThreads) this.#add();
      this.#next();
    });
  }

  async destroy(): Promise<void> {
    for (const { reject } of this.#tasks.splice(0)) reject(new Error('the pool was destroyed'));
    this.removeAllListeners();
    await Promise.all(this.#threads.map((worker) => worker.terminate()));
  }

  #add(): void {
    const worker = new Worker(new URL('./key-worker.ts', import.meta.url));
    this.#threads.push(worker);
    this.#free.push(worker);
  }

  #next(): void {
    const worker = this.#free[0];
    const task = this.#tasks[0];
    if (!worker || !task) return;
    this.#free.shift();
    this.#tasks.shift();
    worker.once('message', (answer: Answer) => {
      if (answer.ok) task.resolve(answer.key);
      else task.reject(new Error(answer.message));
      this.#free.push(worker);
      // Who hears of a failure destroys the pool, and does so before the next task is begun.
      setImmediate(() => this.emit('free'));
    });
    worker.postMessage(task.branch);
  }
}

export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const pool = new Pool(cores);
  try {
    return await Promise.all(branches.map((branch) => pool.run(branch)));
  } finally {
    await pool.destroy();
  }
}
