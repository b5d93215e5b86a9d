import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Kind } from '../../../explore/operation.ts';
import { jsonText } from '../../common/codec.ts';
import { tooLargeOutcome, unusable } from '../../common/faults.ts';
import { programFile } from '../../common/layout.ts';
import type { RunResult } from '../../common/outcome-classes.ts';
import { maxThreads } from '../block/actors.ts';
import { importScenario } from '../scenario/import-scenario.ts';
import { SharedMemory } from '../scenario/memory.ts';
import { Names } from '../scenario/names.ts';
import type { Entry } from '../block/records.ts';
import type { Leader, RunOptions } from '../block/run-options.ts';
import type { Aftermath, Opened, ThreadsScenario } from '../scenario/scenario.ts';
import type { ThreadPool } from './thread-pool.ts';
import type { Run } from '../block/run.ts';

/** Where a scenario of a staged attempt is found. */
export type Subject = { readonly stage: string; readonly scenario: string };

/** Up to this many elements of an array are shown one by one. */
const maxElements = 2;
/** The most characters of an outcome, as JSON. */
const maxOutcome = 4096;

/** With these, an attempt could tell interchangeable threads apart; then none of their orders may be left out. */
const tellsApart = /threadId|random/i;

/** A scenario with its memory and the threads that run it. */
export class Scene {
  readonly threads: readonly string[];
  readonly #lateTimeouts: boolean;
  readonly #leaders: readonly (Leader | undefined)[];
  readonly #memory: SharedMemory;
  readonly #opened: Opened;
  readonly #pool: ThreadPool;

  private constructor(scenario: ThreadsScenario, memory: SharedMemory, pool: ThreadPool, code: string) {
    this.threads = scenario.threads;
    this.#lateTimeouts = scenario.timeouts === 'last';
    this.#leaders = leadersOf(tellsApart.test(code) ? { ...scenario, alike: [] } : scenario);
    this.#memory = memory;
    this.#opened = scenario.open(memory.layout);
    this.#pool = pool;
  }

  /** @throws when the stage has no such scenario, or a thread cannot load it */
  static async open(pool: ThreadPool, { stage, scenario: name }: Subject): Promise<Scene> {
    const scenario = await importScenario(stage, name);
    if (scenario.threads.length > maxThreads) throw new Error(`Expected at most ${maxThreads} threads`);
    const memory = new SharedMemory({
      buffer: (_, bytes) => new SharedArrayBuffer(bytes),
      growable: () => {},
      // No thread sends anything while the outcome is read.
      port: () => new MessageChannel().port1,
      array: (array) => array,
    });
    const scene = new Scene(scenario, memory, pool, await readFile(join(stage, programFile), 'utf8'));
    await pool.prepare(scenario.threads, { stage, scenario: name, buffers: memory.buffers });
    return scene;
  }

  get names(): Names {
    return new Names(this.threads, this.#memory);
  }

  /** The shared values, as the last run left them. */
  get memory(): readonly { readonly name: string; readonly value: string }[] {
    const { names } = this;
    const texts = this.#memory.texts();
    return names.regions.flatMap((_, region) => {
      const elements = names.elements(region);
      const columns = elements.length <= maxElements ? elements : [names.whole(region)];
      return columns.map(({ name, show }) => ({ name, value: show(texts) }));
    });
  }

  /** Why a thread may not begin. */
  whyUnstarted(lane: number): string {
    const leader = this.#leaders[lane];
    if (leader === undefined) return 'has not begun';
    const name = this.threads[leader.thread] ?? '';
    return leader.mark ? `begins once ${name} is there` : `begins after ${name}: they are alike`;
  }

  /** Runs one schedule, from fresh memory. @throws what is wrong with the scenario itself */
  async run(options: RunOptions): Promise<Run> {
    let run: Run;
    do {
      this.#memory.reset();
      run = await this.#pool.run({ ...options, lateTimeouts: this.#lateTimeouts, leaders: this.#leaders });
    } while (run.end === 'probed');
    for (const { broken } of run.chronicles) if (broken !== undefined) throw new Error(broken);
    return run;
  }

  /**
   * What the scenario reports of a run in which all threads ended, as JSON; a fault if it cannot report what they
   * gave back, as it can for the solution.
   */
  outcome(run: Run): RunResult {
    try {
      const outcome = jsonText(this.#opened.outcome(this.#ended(run)));
      if (outcome.length > maxOutcome) return { fault: tooLargeOutcome(maxOutcome) };
      return { outcome };
    } catch (error) {
      // None of the learner's code runs here, so no line of it can be named.
      return { fault: unusable(error, { locate: () => undefined }) };
    }
  }

  #ended({ chronicles, entries }: Run): Aftermath<string> {
    const names = this.threads;
    const countsOf = (counted: (entry: Entry) => boolean): Record<string, number> =>
      Object.fromEntries(
        names.map((name, lane) => [name, entries.filter((each) => each.op.lane === lane && counted(each)).length]),
      );
    const counts = (kind: Kind): Record<string, number> => countsOf(({ op }) => op.kind === kind);
    const marks = chronicles.flatMap((chronicle, lane) =>
      chronicle.marks.map(({ entry, label }) => ({ entry, thread: names[lane] ?? '', label })),
    );
    return {
      results: Object.fromEntries(names.map((name, lane) => [name, chronicles[lane]?.result ?? null])),
      marks: marks.toSorted((a, b) => a.entry - b.entry).map(({ thread, label }) => ({ thread, label })),
      sleeps: counts('wait'),
      spins: countsOf(
        ({ op, verb, after, forced }) =>
          forced === true || (after !== undefined && verb !== 'wake' && verb !== 'start' && op.kind !== 'deliver'),
      ),
      gaveUp: countsOf(({ gaveUp }) => gaveUp === true),
      timeouts: counts('timeout'),
      awake: Object.fromEntries(names.map((name, lane) => [name, longestRow(entries, lane)])),
    };
  }
}

/**
 * Which thread each one waits for: the one before it in its group of interchangeable threads, else the one that it
 * follows.
 */
function leadersOf({ threads, alike, follows }: ThreadsScenario): readonly (Leader | undefined)[] {
  return threads.map((name, lane) => {
    const group = alike.find((names) => names.includes(name)) ?? [];
    const like = threads.findLastIndex((other, index) => index < lane && group.includes(other));
    if (like >= 0) return { thread: like, mark: false };
    const followed = threads.indexOf(follows[name] ?? '');
    return followed < 0 ? undefined : { thread: followed, mark: true };
  });
}

/** The most operations that a thread did without a sleep in between. */
function longestRow(entries: readonly Entry[], lane: number): number {
  let longest = 0;
  let row = 0;
  for (const { op } of entries) {
    if (op.lane !== lane || op.kind === 'mark') continue;
    row = op.kind === 'wait' ? 0 : row + 1;
    longest = Math.max(longest, row);
  }
  return longest;
}
