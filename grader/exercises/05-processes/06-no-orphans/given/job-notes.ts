import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './job.ts';

/* What the parts of a job have noted, and whether they still run. */

/** Node's own: the attempt gets another one. */
export const kill = process.kill.bind(process);

/** Whether it runs; what has ended, and is still on the system's list, does not. */
export function runs(pid: number): boolean {
  try {
    kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

export function tried(signal: () => void): void {
  try {
    signal();
  } catch {
    // It has ended before.
  }
}

/** The parts of a job, as they have noted it. */
export class Job {
  readonly folder: string;
  /** Each part, from the command on; `notes` are its process id, and the words `asked` and `saved`. */
  readonly #names: readonly string[];

  /** @param folder that exists: the job gets one in it */
  constructor(folder: string, command: Part) {
    this.folder = join(folder, command.name);
    mkdirSync(this.folder);
    this.#names = namesOf(command);
  }

  #notes(name: string): readonly string[] {
    return readdirSync(this.folder).includes(name) ? readFileSync(join(this.folder, name), 'utf8').split(' ') : [];
  }

  /** Where the command's stream leads, as it has noted it. */
  place(stream: number): string | undefined {
    const [word] = this.#notes(this.#names[0] ?? '').filter((each) => each.startsWith(`${stream}:`));
    return word?.slice(2);
  }

  pid(name: string): number | undefined {
    const [pid] = this.#notes(name).filter((word) => /^\d+$/.test(word));
    return pid === undefined ? undefined : Number(pid);
  }

  get command(): number | undefined {
    return this.pid(this.#names[0] ?? '');
  }

  /** Whether the command has; before it is there it has not. */
  get hasEnded(): boolean {
    return this.command !== undefined && !runs(this.command);
  }

  get pids(): readonly number[] {
    return this.#names.flatMap((name) => this.pid(name) ?? []);
  }

  running(): readonly string[] {
    return this.#names.filter((name) => runs(this.pid(name) ?? Infinity));
  }

  /** Those that have noted this, in the order from the command on. */
  having(word: 'asked' | 'saved'): readonly string[] {
    return this.#names.filter((name) => this.#notes(name).includes(word));
  }

  /** Those that have been asked more than once. */
  get askedAgain(): readonly string[] {
    return this.#names.filter((name) => this.#notes(name).filter((word) => word === 'asked').length > 1);
  }

  hasAsked(pid: number): boolean {
    return this.having('asked').some((name) => this.pid(name) === pid);
  }
}

export const namesOf = ({ name, starts = [] }: Part): readonly string[] => [name, ...starts.flatMap(namesOf)];
