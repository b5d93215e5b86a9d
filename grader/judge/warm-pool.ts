import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { distDir, ForksPoolWorker, type PoolOptions } from 'vitest/node';

/*
 * The one file that leans on vitest's experimental pool API (vitest is pinned for it).
 * Starting a process is most of the cost of a run, so the process for the next run, with its
 * arena, is started while nobody waits for it.
 */

/** One run of checks. Its process can be ended only once it has told vitest that it started:
 * for a worker that dies before that, vitest waits a minute. */
type Run = { child: ChildProcess | undefined; started: boolean; cancelled: boolean };

export class WarmPool {
  readonly name = 'racelings';
  readonly #preload: string;
  readonly #onProgress: (schedules: number) => void;
  #next: ChildProcess | undefined;
  #run: Run = { child: undefined, started: false, cancelled: false };

  /** @param runtime folder of the compiled runtime (build.ts). */
  constructor(runtime: string, onProgress: (schedules: number) => void) {
    this.#preload = join(runtime, 'warm.mjs');
    this.#onProgress = onProgress;
    this.#next = this.#start();
  }

  /** To be called before vitest is told to run. */
  begin(): void {
    this.#run = { child: undefined, started: false, cancelled: false };
  }

  readonly createPoolWorker = (options: PoolOptions): ForksPoolWorker => new WarmWorker(options, () => this.#take());

  #take(): ChildProcess {
    const child = this.#next ?? this.#start();
    this.#next = undefined;
    const run = this.#run;
    run.child = child;
    child.on('message', (message: unknown) => {
      if (isProgress(message)) this.#onProgress(message.schedules);
      if (!isStarted(message)) return;
      run.started = true;
      if (run.cancelled) end(child);
    });
    return child;
  }

  /**
   * Starts the process for the next run, when this one's verdict is out of the way.
   * @param rehearsal folder where the solution of its exercise is staged, as far as it is known
   */
  warmUp(rehearsal: string | undefined): void {
    this.#next ??= this.#start(rehearsal);
  }

  /** Ends the current run as soon as it can be ended; vitest then reports that its worker exited. */
  cancel(): void {
    this.#run.cancelled = true;
    if (this.#run.started) end(this.#run.child);
  }

  close(): void {
    end(this.#run.child);
    end(this.#next);
  }

  #start(rehearsal?: string): ChildProcess {
    const child = fork(join(distDir, 'workers/forks.js'), [], {
      execArgv: ['--import', this.#preload],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: {
        ...process.env,
        NODE_ENV: 'test',
        TEST: 'true',
        VITEST: 'true',
        ...(rehearsal !== undefined && { RACELINGS_REHEARSAL: rehearsal }),
      },
    });
    child.once('exit', () => {
      if (this.#next === child) this.#next = undefined;
    });
    return child;
  }
}

class WarmWorker extends ForksPoolWorker {
  readonly #take: () => ChildProcess;

  constructor(options: PoolOptions, take: () => ChildProcess) {
    super(options);
    this.#take = take;
  }

  override async start(): Promise<void> {
    Object.assign(this, { _fork: this.#take() });
    await super.start();
  }
}

function isProgress(message: unknown): message is { racelings: 'progress'; schedules: number } {
  return typeof message === 'object' && message !== null && 'racelings' in message;
}

/** Answered by the preloaded part of the process, which ends its arena, too (harness/warm.ts). */
function end(child: ChildProcess | undefined): void {
  child?.kill('SIGTERM');
}

function isStarted(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'started';
}
