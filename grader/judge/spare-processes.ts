import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isProgress } from '../harness/signs-of-life.ts';
import type { Finding } from '../verdict/finding.ts';
import { Watchdog } from './watchdog.ts';

/** One run of checks. Its process can be ended only once it has told vitest that it started:
 * for a worker that dies before that, vitest waits a minute. */
type Run = {
  child: ChildProcess | undefined;
  readonly seconds: number;
  watchdog: Watchdog | undefined;
  started: boolean;
  cancelled: boolean;
};

const newRun = (seconds: number): Run => ({
  child: undefined,
  seconds,
  watchdog: undefined,
  started: false,
  cancelled: false,
});

const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));

const patienceMs = 1000;

/**
 * The processes that run checks. Starting one is most of the cost of a run, so the one for the next run, with its
 * arena, is started while nobody waits for it. This module knows vitest's file, but does not load it, so the first
 * process starts while vitest is still loading.
 */
export class SpareProcesses {
  readonly #preload: string;
  readonly #onProgress: (schedules: number) => void;
  #next: ChildProcess | undefined;
  #run: Run = newRun(0);

  /** @param runtime folder of the compiled runtime (compile-kit.mjs). */
  constructor(runtime: string, onProgress: (schedules: number) => void) {
    this.#preload = join(runtime, 'warm.mjs');
    this.#onProgress = onProgress;
    this.#next = this.#start();
  }

  /**
   * Call it before vitest is told to run.
   * @param seconds of silence after which the process that runs checks counts as stopped
   */
  begin(seconds: number): void {
    this.#run = newRun(seconds);
  }

  /** What the attempt did to the process of the run that has ended, or `undefined`. */
  async harm(): Promise<Finding | undefined> {
    return this.#run.watchdog?.harm();
  }

  /** The process for the run that has begun. */
  take(): ChildProcess {
    const child = this.#next ?? this.#start();
    this.#next = undefined;
    const run = this.#run;
    run.child = child;
    run.watchdog = new Watchdog(child, run.seconds);
    child.on('message', (message: unknown) => {
      if (isProgress(message)) this.#onProgress(message.schedules);
      if (!isStarted(message)) return;
      run.started = true;
      if (run.cancelled) end(child);
    });
    return child;
  }

  /**
   * Starts the process for the next run, once this one's verdict is out.
   * @param rehearsal folder where the solution of its exercise is staged, if known
   */
  warmUp(rehearsal: string | undefined): void {
    this.#next ??= this.#start(rehearsal);
  }

  /** Ends the current run as soon as that is possible; vitest then reports that its worker exited. */
  cancel(): void {
    this.#run.cancelled = true;
    this.#run.watchdog?.release();
    if (this.#run.started) end(this.#run.child);
  }

  /** Resolves when the processes are gone, and no longer write anything. */
  async close(): Promise<void> {
    this.#run.watchdog?.release();
    await Promise.all([this.#run.child, this.#next].map(async (child) => ended(child)));
  }

  #start(rehearsal?: string): ChildProcess {
    const child = fork(join(vitest, 'dist', 'workers', 'forks.js'), [], {
      // `--import` takes a URL, in which some characters of a path would be special.
      execArgv: ['--import', pathToFileURL(this.#preload).href],
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

/** Answered by the preloaded part of the process, which ends its arena, too (harness/warm.ts). */
function end(child: ChildProcess | undefined): void {
  child?.kill('SIGTERM');
  // A stopped process would not receive the signal.
  if (process.platform !== 'win32') child?.kill('SIGCONT');
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  end(child);
  // The process may be loading, or stopped, and then nothing in it answers.
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await gone;
  clearTimeout(force);
}

function isStarted(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'started';
}
