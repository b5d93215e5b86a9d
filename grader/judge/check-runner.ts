import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { messageOf } from '../course/message-of.ts';
import type { Exercise } from '../course/exercise.ts';
import type { Finding } from '../verdict/finding.ts';
import { readReplay } from '../harness/replay.ts';
import type { SpareProcesses } from './spare-processes.ts';
import { stage } from './staging/stage.ts';
import { verdictOf } from './summary.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { WarmPool } from './warm-pool.ts';

/** One attempt to be judged; with `replay`, by one schedule only. */
export type Case = { readonly exercise: Exercise; readonly files: AttemptFiles; readonly replay?: string };

/** Vitest, kept loaded, and the folder where attempts are staged. Judges one case at a time. */
export class CheckRunner {
  readonly #workspace: string;
  readonly #spares: SpareProcesses;
  readonly #vitest: Vitest;
  readonly #rehearsals = new Map<string, Promise<string | undefined>>();
  #cases = 0;
  /** Files that are being written. */
  #staging: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(workspace: string, spares: SpareProcesses, vitest: Vitest) {
    this.#workspace = workspace;
    this.#spares = spares;
    this.#vitest = vitest;
  }

  /** @param workspace folder with the compiled runtime, where attempts are staged */
  static async open(root: string, workspace: string, spares: SpareProcesses): Promise<CheckRunner> {
    return new CheckRunner(workspace, spares, await loadVitest(root, new WarmPool(spares)));
  }

  /**
   * Never rejects: what goes wrong here is an `unchecked` verdict.
   * @param signal ends the case as soon as possible; its verdict is then worth nothing
   */
  async judge(job: Case, signal: AbortSignal): Promise<Verdict> {
    const folder = join(this.#workspace, `attempt-${++this.#cases}`);
    this.#spares.begin(job.exercise.limits.seconds);
    signal.addEventListener('abort', () => this.#spares.cancel(), { once: true });
    try {
      const verdict = await this.#judge(job, folder, signal);
      return (await this.#harmed()) ?? verdict;
    } catch (error) {
      return (await this.#harmed()) ?? unchecked(error);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** An attempt that harms the process of its checks has failed. */
  async #harmed(): Promise<Verdict | undefined> {
    const harm = await this.#spares.harm();
    return harm && { state: 'failed', findings: [harm], ...nothingRun };
  }

  /** While nobody waits, starts what the next case will need, whatever that is. */
  warmUp(): void {
    if (!this.#closed) this.#spares.warmUp(undefined);
  }

  /** Like `warmUp`, for another case of this exercise: the spare process rehearses with its solution. */
  async rehearse({ exercise }: Case): Promise<void> {
    const rehearsal = this.#rehearsals.get(exercise.id) ?? this.#stageRehearsal(exercise);
    this.#rehearsals.set(exercise.id, rehearsal);
    const folder = await rehearsal;
    if (!this.#closed) this.#spares.warmUp(folder);
  }

  /** @returns the folder; absent if there is nothing to rehearse */
  async #stageRehearsal(exercise: Exercise): Promise<string | undefined> {
    const folder = join(this.#workspace, `rehearsal-${this.#rehearsals.size}`);
    try {
      const faults = await this.#stage(exercise, await readAttempt(exercise, exercise.folders.solution), folder);
      return faults.length === 0 ? folder : undefined;
    } catch {
      // Without a rehearsal the next case is only slower.
      return undefined;
    }
  }

  async #stage(exercise: Exercise, { files }: AttemptFiles, folder: string): Promise<Finding[]> {
    if (this.#closed) throw new Error('Expected nothing to be staged after the end');
    const staging = stage(exercise, files, folder);
    this.#staging = staging.catch(() => {});
    return staging;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#spares.close();
    await this.#staging;
    await rm(this.#workspace, { recursive: true, force: true, maxRetries: 3 });
  }

  async #judge({ exercise, files, replay }: Case, folder: string, signal: AbortSignal): Promise<Verdict> {
    const run = replay === undefined ? undefined : readReplay(replay, { exercise: exercise.id, hash: files.hash });
    if (run && run.state !== 'run') throw new Error(`Expected a token of these files, got ${String(replay)}`);
    const [first, ...rest] = await this.#stage(exercise, files, folder);
    if (first) return { state: 'failed', findings: [first, ...rest], ...nothingRun };
    this.#vitest.provide('attempt', {
      stage: folder,
      exercise: exercise.id,
      hash: files.hash,
      ...exercise.limits,
      replay: run ?? null,
    });
    const file = join(exercise.folders.grader, 'checks.test.ts');
    const [specification] = await this.#vitest.getRelevantTestSpecifications([file]);
    if (!specification) throw new Error(`Expected vitest to know ${file}`);
    signal.throwIfAborted();
    const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications([specification]);
    // Vitest remembers the modules of earlier runs, and hands them out again.
    const own = testModules.filter(({ moduleId }) => moduleId === specification.moduleId);
    return verdictOf(own, unhandledErrors, {
      checks: exercise.checks,
      about: exercise.starter,
      replayed: run !== undefined,
    });
  }
}

const nothingRun = { checks: [], reach: { schedules: 0, complete: false }, output: { text: '', lost: 0 }, figures: [] };

async function loadVitest(root: string, pool: WarmPool): Promise<Vitest> {
  const options = {
    root,
    config: false as const,
    watch: false,
    include: ['grader/exercises/**/checks.test.ts'],
    reporters: [{}],
    pool,
    fileParallelism: false,
    maxWorkers: 1,
  };
  const vitest = await createVitest('test', options, { logLevel: 'silent', server: { watch: null } });
  // Vitest reports failing tests in the exit code of this process, which is ours to choose.
  vitest.onClose(() => void (process.exitCode = 0));
  return vitest;
}

function unchecked(error: unknown): Verdict {
  return {
    state: 'unchecked',
    reason: messageOf(error),
    help: 'This is a fault of the kit, not of your code. Please report it.',
  };
}
