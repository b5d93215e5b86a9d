import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import type { IsolationName } from '../isolation/backend.ts';
import { isolationVariable } from '../isolation/isolation.ts';
import type { FromHost, ToHost } from './messages.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Verdict } from '../verdict/verdict.ts';

export type Attempt = {
  readonly exercise: Exercise;
  readonly files: AttemptFiles;
  /** Token of the one schedule to run. */
  readonly replay?: string;
};

/** What the judge prepares for: another save of the same exercise, or any attempt. */
export type JudgeMode = 'saves' | 'batch';

export type JudgeOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly schedules: number }) => void;
};

/** The answer: a verdict, or what the judge's process said before it died. */
export type Answer =
  | { readonly say: 'verdict'; readonly verdict: Verdict }
  | { readonly say: 'lost'; readonly complaint: string };

type Waiting = {
  readonly settle: (answer: Answer) => void;
  readonly progress: (schedules: number) => void;
};

/** How long the host may take to end by itself. What it started notices its death (arena/lifeline.ts). */
const patienceMs = 5000;

const here = dirname(fileURLToPath(import.meta.url));
/** If this file is compiled, so is its host; tests of the sources say where they are compiled. */
const compiled = [here, process.env['RACELINGS_COMPILED'] ?? here]
  .map((folder) => join(folder, 'host.mjs'))
  .find((file) => existsSync(file));
const hostProgram =
  compiled === undefined
    ? { file: join(here, 'host.ts'), execArgv: ['--import', 'tsx'] }
    : { file: compiled, execArgv: [] };

/** The judge as the grader sees it: a process of its own that keeps vitest loaded. */
export class Judge {
  readonly #root: string;
  readonly #mode: JudgeMode;
  readonly #isolation: IsolationName;
  /** Everything written on the way to a verdict is below this folder. */
  readonly #temporary: string;
  readonly #waiting = new Map<number, Waiting>();
  #host: ChildProcess | undefined;
  #lastId = 0;

  private constructor(root: string, mode: JudgeMode, isolation: IsolationName) {
    this.#root = root;
    this.#mode = mode;
    this.#isolation = isolation;
    this.#temporary = temporaryFolder('');
    this.#host = this.#start();
  }

  /**
   * Returns at once; vitest loads in the background.
   * @throws {UserError} where no temporary files can be written
   */
  static start(root: string, mode: JudgeMode = 'saves', isolation: IsolationName = 'none'): Judge {
    return new Judge(root, mode, isolation);
  }

  /** Rejects only when `options.signal` aborts, with its reason; all else is a verdict. */
  async judge(attempt: Attempt, options: JudgeOptions = {}): Promise<Verdict> {
    const answer = await this.ask(attempt, options);
    return answer.say === 'verdict' ? answer.verdict : hostLost(answer.complaint);
  }

  /** Like `judge`, for callers that continue when the judge's process has died: the next call starts another. */
  async ask({ exercise, files, replay }: Attempt, { signal, onProgress }: JudgeOptions = {}): Promise<Answer> {
    signal?.throwIfAborted();
    this.#host ??= this.#start();
    const id = ++this.#lastId;
    let cancel = (): void => {};
    try {
      return await new Promise<Answer>((resolve, reject) => {
        cancel = () => {
          this.#send({ say: 'cancel', id });
          reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', cancel, { once: true });
        this.#waiting.set(id, { settle: resolve, progress: (schedules) => onProgress?.({ schedules }) });
        this.#send({ say: 'judge', id, exercise, files, ...(replay !== undefined && { replay }) });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#waiting.delete(id);
    }
  }

  /** Ends the judge's process and all that it started. */
  async close(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    if (host?.exitCode === null) await this.#end(host);
    // The host has done so, if it could.
    await rm(this.#temporary, { recursive: true, force: true, maxRetries: 3 });
  }

  async #end(host: ChildProcess): Promise<void> {
    const gone = new Promise<void>((resolve) => host.once('exit', () => resolve()));
    // Without its channel the host ends its children, then itself.
    if (host.connected) host.disconnect();
    const force = setTimeout(() => host.kill('SIGKILL'), patienceMs);
    await gone;
    clearTimeout(force);
  }

  #send(message: ToHost): void {
    // If the message could not be sent, the host's end will show it.
    if (this.#host?.connected) this.#host.send(message, () => {});
  }

  #start(): ChildProcess {
    const host = fork(hostProgram.file, [this.#root, this.#mode, this.#temporary], {
      execArgv: hostProgram.execArgv,
      cwd: this.#root,
      env: { ...process.env, [isolationVariable]: this.#isolation },
      // Vitest must not write into the screen.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    let complaint = '';
    host.stderr?.setEncoding('utf8').on('data', (chunk: string) => (complaint = (complaint + chunk).slice(-2000)));
    host.on('message', (message: FromHost) => this.#hear(message));
    const lost = (): void => {
      if (this.#host === host) this.#host = undefined;
      for (const { settle } of this.#waiting.values()) settle({ say: 'lost', complaint: complaint.trim() });
    };
    host.once('exit', lost);
    // The host could not even be started.
    host.on('error', (error) => {
      complaint = error.message;
      lost();
    });
    return host;
  }

  #hear(message: FromHost): void {
    const waiting = this.#waiting.get(message.id);
    if (message.say === 'progress') waiting?.progress(message.schedules);
    else waiting?.settle(message);
  }
}

/** The verdict when the judge's process has died: nobody knows whose fault it was. */
export function hostLost(complaint: string): Verdict {
  return {
    state: 'unchecked',
    reason: `The judge's process ended unexpectedly. ${complaint}`.trim(),
    help: 'Run it again. If it stays so, `npm install` may be incomplete.',
  };
}
