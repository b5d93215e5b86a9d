import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { FinalState } from '../../../explore/final-state.ts';
import { NonDeterminism } from '../../../explore/non-determinism.ts';
import { endlessCallOf } from '../../common/endless-call.ts';
import { notReturned, outOfMemory, threadEnded } from '../../common/faults.ts';
import { emptyChronicle, type Chronicle } from '../block/chronicle.ts';
import { Control } from '../block/control.ts';
import type { Run } from '../block/run.ts';
import { capitalised } from '../../../verdict/capitalised.ts';
import type { Fault } from '../../../verdict/fault.ts';
import type { Notice, Setup, ThreadData } from './messages.ts';
import { keepOnOneCore, systemThread } from './one-core.ts';
import type { RunOptions } from '../block/run-options.ts';
import { Scheduler } from '../baton/scheduler.ts';

/**
 * Processor time without an operation, in ms, after which the thread that has the turn counts as stuck: by
 * the clock, every thread would look stuck on a busy machine.
 */
const stuckAfter = 1000;
/**
 * Looks without an operation, however little was computed, after which the thread counts as stuck: nothing that we
 * know of sleeps that long.
 */
const maxLooks = 300;
/**
 * Growth of the process, in bytes, that shows a thread filling its memory: the memory limit ends it, however long the
 * collector takes. It is not measured between two looks, as the thread may have had no core in between.
 */
const filling = 4 * 1024 ** 2;
/** Milliseconds between two looks. */
const lookEvery = 100;
/** Low, so that a thread fills its memory soon: one whose collector takes long must not look stuck. */
const memoryMb = 64;

// In V8 12.4, which is that of Node 22, a loop that a debugger has stopped and resumed may lose the checks by which
// it can be stopped again, or ended. Only Turboshaft leaves them out, and only in threads that start with it.
if (process.versions.v8.startsWith('12.4.')) setFlagsFromString('--no-turboshaft');

/** Real threads that run schedule after schedule; started before there is anything to run. */
export class ThreadPool {
  readonly #entry: URL;
  readonly #control = new Control();
  readonly #workers: Worker[] = [];
  #names: readonly string[] = [];
  #setup: Setup | undefined;
  /** Threads that have loaded the scenario. */
  readonly #prepared = new Set<Worker>();
  /** Threads kept on the same core as the others. */
  readonly #settled = new WeakSet<Worker>();
  #lost: Run['lost'];
  /** The end of threads that did not return: no other run may begin before that. */
  #stopping: Promise<void> | undefined;
  /** Whether to find out where a thread that does not return is, which takes as long as noticing it. */
  #looksInside = false;
  /** What failed in our part of a thread. */
  #broken: string | undefined;

  /** @param entry the compiled thread.ts */
  constructor(entry: URL) {
    this.#entry = entry;
  }

  /**
   * Prepares threads for a scenario.
   * @param names of the scenario's threads
   * @throws when one of them cannot load it
   */
  async prepare(names: readonly string[], setup: Setup): Promise<void> {
    for (let lane = this.#workers.length; lane < names.length; lane++) this.#start(lane);
    this.#names = names;
    this.#setup = setup;
    this.#prepared.clear();
    await this.#prepareAll();
  }

  /**
   * Runs one schedule.
   * @throws {NonDeterminism} when the plan cannot be followed
   */
  async run(options: RunOptions): Promise<Run> {
    const control = this.#control;
    if (this.#prepared.size < this.#names.length) await this.#prepareAll();
    control.begin(this.#names.length, options);
    this.#looksInside = options.detail === 'everything';
    const choice = new Scheduler(control).next();
    this.#lost = undefined;
    if ('end' in choice) {
      if (choice.end !== 'redundant') throw new Error('Expected a scenario with at least one thread');
      // The run was abandoned before the first step.
      control.end = choice.end;
      return this.#ended();
    }
    const { done } = control;
    const watch = this.#watch();
    control.choose(choice);
    control.grant(choice.lane);
    await control.afterDone(done);
    clearInterval(watch);
    await this.#stopping;
    this.#stopping = undefined;
    this.#throwIfBroken();
    // The thread that could not continue came to the same error from the same trace.
    if (control.end === 'diverged') {
      new Scheduler(control).next();
      throw new NonDeterminism('A thread could not follow the plan');
    }
    return this.#ended();
  }

  async close(): Promise<void> {
    // Taken out first, so that none of them counts as lost.
    await Promise.all(this.#workers.splice(0).map((worker) => worker.terminate()));
  }

  #throwIfBroken(): void {
    if (this.#broken !== undefined) throw new Error(`A thread failed: ${this.#broken}`);
  }

  #ended(): Run {
    const control = this.#control;
    const lanes = Array.from({ length: this.#names.length }, (_, lane) => lane);
    return {
      end: control.end,
      entries: Array.from({ length: control.length }, (_, index) => control.trace.read(index)),
      silent: control.silent,
      finalStates: lanes.map((lane) => this.#finalState(lane)),
      chronicles: lanes.map((lane) => parse(control.reports.read(lane))),
      ...(control.end === 'redundant' && { enabled: new Scheduler(control).enabled() }),
      ...(control.end === 'hidden' && { hidden: control.visibility.wanted }),
      ...(this.#lost && { lost: this.#lost }),
    };
  }

  #finalState(lane: number): FinalState {
    const state = this.#control.state(lane);
    if (state === 'finished' || state === 'serving') return { state: 'ended' };
    if (state === 'unstarted') return { state };
    if (state === 'idle') return { state: 'receiving', port: -1 };
    if (state === 'asleep') return { state: 'asleep' };
    const looks = this.#control.parking.looks(lane);
    return looks.length > 0 && !this.#control.parking.writes(lane) ? { state: 'parked', looks } : { state: 'running' };
  }

  #start(lane: number): void {
    const workerData: ThreadData = { control: this.#control.buffer, lane, calls: this.#control.calls(lane) };
    const worker = new Worker(this.#entry, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      env: {},
      argv: [],
      execArgv: [],
    });
    worker.on('message', (notice: Notice) => {
      if (notice.say === 'broken') this.#broken ??= notice.reason;
    });
    worker.on('error', (error) => this.#lose(lane, worker, isOutOfMemory(error) ? outOfMemory() : threadEnded()));
    worker.on('exit', () => this.#lose(lane, worker, threadEnded()));
    this.#workers[lane] = worker;
  }

  async #prepareAll(): Promise<void> {
    this.#control.begin(this.#names.length, { plan: { prefix: [], sleep: new Map() } });
    const fresh: number[] = [];
    await Promise.all(
      this.#workers.slice(0, this.#names.length).map(async (worker, lane) => {
        if (this.#prepared.has(worker)) return;
        const answered = new Promise<Notice>((resolve) => worker.once('message', resolve));
        worker.postMessage(this.#setup);
        this.#control.call(lane);
        const notice = await answered;
        this.#throwIfBroken();
        this.#prepared.add(worker);
        if (notice.say === 'ready' && !this.#settled.has(worker)) fresh.push(notice.systemThread);
        this.#settled.add(worker);
      }),
    );
    if (fresh.length > 0) keepOnOneCore([systemThread(), ...fresh]);
  }

  #watch(): NodeJS.Timeout {
    // Most runs are over before the first look, so nothing is read before it.
    let seen = -1;
    let looks = 0;
    let before = { user: 0, system: 0 };
    let resident = 0;
    const restart = (): void => {
      looks = 0;
      before = process.cpuUsage();
      resident = process.memoryUsage.rss();
    };
    return setInterval(() => {
      const { length } = this.#control;
      if (length !== seen || process.memoryUsage.rss() - resident > filling) restart();
      seen = length;
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 < stuckAfter && looks++ < maxLooks && !this.#control.anyHopeless) return;
      restart();
      this.#stopping ??= this.#stop();
    }, lookEvery);
  }

  /** Ends the threads that do not return. */
  async #stop(): Promise<void> {
    const { end, holder } = this.#control;
    const stuck = this.#workers.flatMap((_, lane) =>
      this.#control.present(lane) && (end !== 'open' || lane === holder) ? [lane] : [],
    );
    // A thread that merely does not leave has done nothing wrong in the run itself.
    for (const lane of stuck) {
      this.#lost ??= { lane, fault: end === 'open' ? await this.#neverYields(lane) : undefined };
      await this.#workers[lane]?.terminate();
    }
  }

  async #neverYields(lane: number): Promise<Fault> {
    const { stage } = this.#setup ?? {};
    const worker = this.#workers[lane];
    const looks = this.#looksInside && worker && stage !== undefined;
    const call = looks && (await endlessCallOf(worker, stage));
    return {
      kind: 'stuck',
      message: `${capitalised(this.#names[lane] ?? '')} computed for a second without touching shared memory.`,
      why: `${call ? `${notReturned(call.name)} ` : ''}In all that time it read nothing that another thread could change.`,
      ...(call && { location: call.location }),
    };
  }

  /** Replaces a thread that is gone, and ends its run without it. */
  #lose(lane: number, worker: Worker, fault: Fault): void {
    const control = this.#control;
    if (this.#workers[lane] !== worker) return;
    this.#prepared.delete(worker);
    this.#start(lane);
    if (!control.present(lane)) return;
    this.#lost ??= { lane, fault };
    if (control.end === 'open') {
      control.end = 'killed';
      control.callAll(lane);
    }
    control.leave(lane);
  }
}

function parse(text: string): Chronicle {
  return text === '' ? emptyChronicle : (JSON.parse(text) as Chronicle);
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
