import { spawn, type ChildProcess } from 'node:child_process';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

type Phase = 'running' | 'asked' | 'killed';

/** One interval looks after all jobs there are, and stops with the last of them. */
class Watch {
  readonly #jobs = new Set<Job>();
  #interval: NodeJS.Timeout | undefined;

  add(job: Job): void {
    this.#jobs.add(job);
    this.#interval ??= setInterval(() => this.#look(), 60);
  }

  #look(): void {
    const now = Date.now();
    for (const job of this.#jobs) if (job.isOver(now)) this.#jobs.delete(job);
    if (this.#jobs.size > 0) return;
    clearInterval(this.#interval);
    this.#interval = undefined;
  }
}

class Job {
  readonly #child: ChildProcess;
  readonly #graceMs: number;
  readonly #resolve: (ending: Ending) => void;
  #phase: Phase = 'running';
  #deadline: number;

  constructor(child: ChildProcess, { limitMs, graceMs }: Limits, resolve: (ending: Ending) => void) {
    this.#child = child;
    this.#graceMs = graceMs;
    this.#resolve = resolve;
    this.#deadline = Date.now() + limitMs;
  }

  isOver(now: number): boolean {
    if (!this.#reaches(0)) return this.#settle();
    if (now < this.#deadline) return false;
    const signal = this.#phase === 'running' ? 'SIGTERM' : 'SIGKILL';
    if (!this.#reaches(signal)) return false;
    this.#phase = signal === 'SIGTERM' ? 'asked' : 'killed';
    this.#deadline = signal === 'SIGTERM' ? now + this.#graceMs : Number.POSITIVE_INFINITY;
    return false;
  }

  #settle(): boolean {
    const { exitCode: code, signalCode: signal } = this.#child;
    if (code === null && signal === null) return false;
    this.#resolve(
      this.#phase === 'running'
        ? { kind: 'ended', code, signal }
        : { kind: 'stopped', forced: this.#phase === 'killed' },
    );
    return true;
  }

  #reaches(signal: NodeJS.Signals | 0): boolean {
    try {
      return process.kill(-(this.#child.pid ?? Number.NaN), signal);
    } catch {
      return false;
    }
  }
}

const watch = new Watch();

export const runWithin = (command: string, args: readonly string[], limits: Limits): Promise<Ending> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.once('error', reject);
    child.once('spawn', () => watch.add(new Job(child, limits, resolve)));
  });
