import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

const step = 50;

/** A job as an object with events; a timer that repeats looks whether it is still there. */
class Job extends EventEmitter<{ gone: []; failed: [Error] }> {
  readonly #child: ChildProcess;
  readonly #look: NodeJS.Timeout;

  constructor(command: string, args: readonly string[]) {
    super();
    this.#child = spawn(command, [...args], { detached: true, stdio: ['ignore', 'ignore', 'ignore'] });
    this.#child.once('error', (error) => {
      clearInterval(this.#look);
      this.emit('failed', error);
    });
    this.#look = setInterval(() => {
      if (this.#child.pid === undefined || this.tell(0)) return;
      clearInterval(this.#look);
      this.emit('gone');
    }, step);
  }

  get end(): { code: number | null; signal: NodeJS.Signals | null } {
    return { code: this.#child.exitCode, signal: this.#child.signalCode };
  }

  tell(signal: NodeJS.Signals | 0): boolean {
    try {
      process.kill(-this.#child.pid!, signal);
      return true;
    } catch {
      return false;
    }
  }
}

export function runWithin(command: string, args: readonly string[], { limitMs, graceMs }: Limits): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const job = new Job(command, args);
    let stopped = false;
    let forced = false;
    let timer = setTimeout(() => {
      stopped = job.tell('SIGTERM');
      timer = setTimeout(() => {
        forced = job.tell('SIGKILL');
      }, graceMs);
    }, limitMs);
    job.once('failed', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    job.once('gone', () => {
      clearTimeout(timer);
      resolve(stopped ? { kind: 'stopped', forced } : { kind: 'ended', ...job.end });
    });
  });
}
