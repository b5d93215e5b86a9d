import { createHook } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ending, heldSince, real, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/06-no-orphans/run-within.ts';
import { Job, kill, namesOf, runs, tried } from './given/job-notes.ts';
import type { Part } from './given/job.ts';

const isWindows = process.platform === 'win32';
/** Longer than anything takes here. */
const patientMs = 3_600_000;
const limitMs = 100;
/** A grace that is used up, and one that nobody needs to the end. */
const shortMs = 200;
const longMs = 350;
/** Enough for whoever waits for the end of a call, or of a command, to go on. */
const closingTurns = 5;
const heardTurns = 20;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** So often time passes for the attempt before something happens that takes its time. */
const naps = 3;
/** So many looks without a pause are as good as one. */
const looksPerNap = 50;

type Slow = { readonly since: () => boolean; readonly act: () => void; left: number };

/** The attempt's time: it passes when nothing else can happen. So who sleeps, and does not look, has gone on by then. */
class Time {
  #now = performance.now();
  #looks = 0;
  readonly #slow = new Set<Slow>();

  constructor() {
    const timers = new Set<number>();
    createHook({
      init: (id, type) => void (type === 'Timeout' && timers.add(id)),
      before: (id) => void (timers.has(id) && this.#look()),
    }).enable();
  }

  /** Does something when time has passed so often, from a moment on. */
  take(since: () => boolean, act: () => void, times = naps): void {
    this.#slow.add({ since, act, left: times });
  }

  /** The attempt has looked whether it is so far. Whoever never pauses in between lets no time pass. */
  looked(): void {
    this.#looks += 1;
    if (this.#looks % looksPerNap === 0) this.#pass();
  }

  #look(): void {
    const now = performance.now();
    if (now === this.#now) return;
    this.#now = now;
    this.#pass();
  }

  #pass(): void {
    for (const slow of this.#slow) {
      if (!slow.since()) continue;
      slow.left -= 1;
      if (slow.left > 0) continue;
      this.#slow.delete(slow);
      slow.act();
    }
  }
}

const noSuchProcess = (): Error =>
  Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3, syscall: 'kill' });

/**
 * What the attempt gets for `process.kill`. The system leaves open in which order things happen; here a group is there
 * as long as one of it runs, who is sent two signals hears the first, and of those that are sent SIGKILL the command
 * ends at once, the others when some time has passed.
 */
class Signals {
  readonly #time: Time;
  readonly #job: Job;
  readonly #isLucky: boolean;
  readonly #asked = new Set<number>();
  /** Whether any of the job was sent SIGKILL, and whether all of it had ended before its first signal. */
  force = false;
  wasGone = false;

  /** @param isLucky all of the job end just before the job is sent its first signal */
  constructor(time: Time, job: Job, isLucky: boolean) {
    this.#time = time;
    this.#job = job;
    this.#isLucky = isLucky;
    process.kill = (pid, signal) => this.#kill(pid, signal);
    syncBuiltinESMExports();
  }

  #kill(pid: number, signal: string | number = 'SIGTERM'): true {
    const { command, pids } = this.#job;
    const isGroup = command !== undefined && pid === -command;
    if (!isGroup && !pids.includes(pid)) return kill(pid, signal);
    if (isGroup && this.#isLucky && signal !== 0) this.#end(pids);
    if (isGroup && !pids.some(runs)) throw noSuchProcess();
    if (signal === 0) this.#time.looked();
    if (signal === 'SIGTERM' || signal === 15) for (const each of isGroup ? pids : [pid]) this.#asked.add(each);
    if (signal !== 'SIGKILL' && signal !== 9) return kill(pid, signal);
    kill(pid, 0);
    this.#force(pid, command);
    return true;
  }

  #end(pids: readonly number[]): void {
    for (const pid of pids) tried(() => kill(pid, 'SIGKILL'));
    while (pids.some(runs));
    this.wasGone = true;
  }

  #force(pid: number, command: number | undefined): void {
    this.force = true;
    while ([...this.#asked].some((each) => runs(each) && !this.#job.hasAsked(each)));
    const isCommand = Math.abs(pid) === command;
    if (isCommand) tried(() => kill(Math.abs(pid), 'SIGKILL'));
    if (pid === command) return;
    this.#time.take(
      () => true,
      () => tried(() => kill(pid, 'SIGKILL')),
    );
  }
}

type Made = {
  readonly kind?: unknown;
  readonly code?: unknown;
  readonly signal?: unknown;
  readonly forced?: unknown;
};

function inWords(made: unknown): string {
  const { kind, code, signal, forced } = (made ?? {}) as Made;
  if (kind === 'ended') return `ended, code ${String(code)}, signal ${String(signal)}`;
  return kind === 'stopped' ? `stopped, forced: ${String(forced)}` : `${typeof made} without such a kind`;
}

const words = {
  result: inWords,
  error: ({ message }: Error) => `a rejection (${message.split('\n')[0]})`,
};

async function opened(stage: RealStage) {
  const { runWithin } = await stage.load<typeof Attempt>('run-within.ts');
  const program = stage.program('job.ts');
  return {
    /** Runs a job, and looks at what there is at the very moment when the call has settled. */
    run: async (command: Part, { folder }: Job, limits: Attempt.Limits, look: () => void = () => {}) => {
      const args = [program, JSON.stringify(command), folder];
      return ending(async () => runWithin(process.execPath, args, limits).finally(look), words, stage);
    },
    runMissing: async () =>
      ending(async () => runWithin('no-such-program-here', [], { limitMs: patientMs, graceMs: longMs }), words, stage),
  };
}

/** What keeps the process alive, or still runs, after the calls. */
async function left(stage: RealStage, before: ReturnType<RealStage['resources']>): Promise<readonly string[]> {
  await turns(closingTurns);
  // Before all others: a timer that is left goes off when nothing else can happen.
  const timers = (stage.resources()['Timeout'] ?? 0) > (before['Timeout'] ?? 0);
  const { left: processes } = await stage.processes();
  const held = await heldSince(before, stage);
  return [
    ...(timers ? ['a timer is left'] : []),
    ...(processes > 0 ? ['a process still runs'] : []),
    ...(held === '' ? [] : [`this is left: ${held}`]),
  ];
}

const inTime: readonly { readonly what: string; readonly end: Part['end']; readonly expected: string }[] = [
  { what: 'A job that ends with exit code 0 was run', end: { code: 0 }, expected: 'ended, code 0, signal null' },
  {
    what: 'A job that writes 1,000,000 bytes and ends with exit code 3 was run',
    end: { code: 3, bytes: 1_000_000 },
    expected: 'ended, code 3, signal null',
  },
  ...(isWindows
    ? []
    : [
        {
          what: 'A job that ends itself by SIGKILL was run',
          end: { signal: 'SIGKILL' } as const,
          expected: 'ended, code null, signal SIGKILL',
        },
      ]),
];

export const early = real('jobs that end in time', async (stage) => {
  const { run, runMissing } = await opened(stage);
  const before = stage.resources();
  const cases: { what: string; expected: string; got: string }[] = [];
  for (const [index, { what, end, expected }] of inTime.entries()) {
    const command: Part = { name: `build ${index}`, ...(end && { end }) };
    const got = await run(command, new Job(stage.folder, command), { limitMs: patientMs, graceMs: longMs });
    cases.push({ what, expected, got });
  }
  const blocking = stage.blockingCalls().find(({ name }) => /^(spawn|exec|execFile)Sync$/.test(name));
  return { cases, missing: await runMissing(), blocking: blocking ?? null, left: await left(stage, before) };
});

/** What was seen of a job with more parts than its command. */
type Seen = {
  /** Windows has neither signals nor groups: nothing of this is tried there. */
  readonly isTried: boolean;
  readonly end: string;
  /** Whether its command ran at all before the call settled, or nothing else could happen. */
  readonly hasBegun: boolean;
  /** Parts that still ran when the call had settled. */
  readonly alive: readonly string[];
  /** Parts that were not asked to end, that were, and that did not save their state. */
  readonly unasked: readonly string[];
  readonly asked: readonly string[];
  readonly unsaved: readonly string[];
  /** Whether the call settled before its limit, or before limit and grace, were over. */
  readonly beforeLimit: boolean;
  readonly beforeGrace: boolean;
  /** How another job ended, which had all the time it needed; null: there was none. */
  readonly other: string | null;
  /** Whether all of the job had ended just before it was sent a signal. */
  readonly wasGone: boolean;
  readonly left: readonly string[];
};

const untried: Seen = {
  isTried: false,
  end: '',
  hasBegun: true,
  alive: [],
  unasked: [],
  asked: [],
  unsaved: [],
  beforeLimit: false,
  beforeGrace: false,
  other: null,
  wasGone: false,
  left: [],
};

type Plan = {
  readonly command: Part;
  readonly limits: Attempt.Limits;
  /** The parts that take their time, and when they are through, once the command has ended. */
  readonly slow?: readonly string[];
  readonly through?: 'when heard' | 'when time has passed';
  /** Another job, which ends after this one. */
  readonly beside?: Part;
  readonly isLucky?: boolean;
};

/** Resolves a little later than the attempt has heard of the command's end. */
async function heard(stage: RealStage, job: Job): Promise<void> {
  const child = stage.children().find(({ pid }) => pid === job.command);
  if (child) await once(child, 'exit');
  await turns(heardTurns);
}

const watched = (name: string, plan: Plan) => real(name, async (stage) => (isWindows ? untried : watch(stage, plan)));

async function watch(stage: RealStage, plan: Plan): Promise<Seen> {
  const { command, limits, slow = [], through, beside, isLucky = false } = plan;
  const time = new Time();
  const { run } = await opened(stage);
  // As long as a child runs, those that the attempt's own child has left behind are looked at, too, before time passes.
  const bystander = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const before = stage.resources();
  const job = new Job(stage.folder, command);
  const signals = new Signals(time, job, isLucky);
  const finish = (): void => {
    for (const part of signals.force ? [] : slow) tried(() => kill(job.pid(part) ?? Infinity, 'SIGUSR2'));
  };
  if (through === 'when time has passed') time.take(() => job.hasEnded, finish);
  // The limit is the first time that passes, and the command is there by then.
  if (through === 'when heard')
    time.take(
      () => true,
      () => void heard(stage, job).then(finish),
      1,
    );
  const otherJob = beside && new Job(stage.folder, beside);
  const other = beside && otherJob && run(beside, otherJob, { limitMs: patientMs, graceMs: longMs });
  let alive: readonly string[] = [];
  let took = Infinity;
  const start = performance.now();
  const call = run(command, job, limits, () => {
    alive = job.running();
    took = performance.now() - start;
  });
  const end = await call;
  const hasBegun = job.command !== undefined;
  if (otherJob?.command !== undefined) tried(() => kill(otherJob.command ?? Infinity, 'SIGUSR2'));
  const otherEnd = other ? await other : null;
  bystander.kill();
  const names = namesOf(command);
  const asked = job.having('asked');
  const saved = job.having('saved');
  return {
    isTried: true,
    end,
    hasBegun,
    alive,
    unasked: names.filter((name) => !asked.includes(name)),
    asked,
    unsaved: slow.filter((name) => !saved.includes(name)),
    beforeLimit: took < limits.limitMs,
    beforeGrace: took < limits.limitMs + limits.graceMs,
    other: otherEnd,
    wasGone: signals.wasGone,
    left: took === Infinity ? [] : await left(stage, before),
  };
}

export const outlived = watched('a command that its tests outlive', {
  command: { name: 'build', end: { code: 0 }, starts: [{ name: 'tests' }] },
  limits: { limitMs: patientMs, graceMs: longMs },
  slow: ['tests'],
  through: 'when time has passed',
});

export const listening = watched('a job that is out of time, and listens', {
  command: {
    name: 'build',
    starts: [{ name: 'tests', asked: 'saves', starts: [{ name: 'browser', asked: 'saves' }] }],
  },
  limits: { limitMs, graceMs: longMs },
  slow: ['tests', 'browser'],
  through: 'when heard',
  beside: { name: 'report' },
});

export const deaf = watched('a job that is out of time, and does not listen', {
  command: {
    name: 'build',
    asked: 'stays',
    starts: [{ name: 'tests', starts: [{ name: 'browser', asked: 'stays' }] }],
  },
  limits: { limitMs, graceMs: shortMs },
});

export const abandoned = watched('a command that ends and leaves a browser', {
  command: { name: 'build', end: { code: 0 }, starts: [{ name: 'browser', asked: 'stays' }] },
  limits: { limitMs, graceMs: shortMs },
});

export const lucky = watched('a job that ends at the last moment', {
  command: { name: 'build', end: { code: 0 }, starts: [{ name: 'tests' }] },
  limits: { limitMs, graceMs: shortMs },
  isLucky: true,
});
