import { ChildProcess, spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ending, heldSince, inWords, real, type RealStage } from '../../../harness/scenario.ts';
import type * as Attempt from '../../../../exercises/05-processes/06-no-orphans/run-within.ts';
import { Job, kill, namesOf, tried } from './given/job-notes.ts';
import { Signals, Time } from './given/job-signals.ts';
import type { Part } from './given/job.ts';

const isWindows = process.platform === 'win32';
/** Longer than anything takes here. */
const patientMs = 3_600_000;
const limitMs = 100;
/** A grace that is used up, and one that nobody needs in full. */
const shortMs = 200;
const longMs = 800;
/** Enough for a job that only needs to be heard, and a time that no guard would use. */
const plentyMs = 900;
/** Later than an attempt that looks every 100 ms can be, with as many looks as are allowed. */
const lateMs = 500;
const tooLateMs = 1500;
/** How long a process takes here to die of SIGKILL: a sleep of that length is too late where a process dies at once. */
const dyingMs = 2000;
/** Turns in which code that waits for the end of a call, or of a command, continues. */
const closingTurns = 5;
const heardTurns = 20;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

type Made = {
  readonly kind?: unknown;
  readonly code?: unknown;
  readonly signal?: unknown;
  readonly forced?: unknown;
};

function endingInWords(made: unknown): string {
  const { kind, code, signal, forced } = (made ?? {}) as Made;
  if (kind === 'ended') return `ended, code ${String(code)}, signal ${String(signal)}`;
  return kind === 'stopped' ? `stopped, forced: ${String(forced)}` : inWords(made);
}

const words = {
  result: endingInWords,
  error: ({ message }: Error) => `a rejection (${message.split('\n')[0]})`,
};

async function opened(stage: RealStage) {
  const { runWithin } = await stage.load<typeof Attempt>('run-within.ts');
  const program = stage.program('job.ts');
  return {
    /** Runs a job, and looks at everything at the very moment when the call settles. */
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
  // Looked at first: a timer that is left goes off when nothing else can happen.
  const timers = (stage.resources()['Timeout'] ?? 0) > (before['Timeout'] ?? 0);
  const { left: processes } = await stage.processes();
  const held = await heldSince(before, stage);
  return [
    ...(timers ? ['a timer is left'] : []),
    ...(processes > 0 ? ['a process still runs'] : []),
    ...(held === '' ? [] : [`this is left: ${held}`]),
  ];
}

type InTime = {
  readonly what: string;
  readonly end: Part['end'];
  readonly expected: string;
  /** For jobs that would not end if they had to wait for their starter. */
  readonly limitMs?: number;
};

const inTime: readonly InTime[] = [
  { what: 'A job that ends with exit code 0 was run', end: { code: 0 }, expected: 'ended, code 0, signal null' },
  {
    what: 'A job that writes 1,000,000 bytes and ends with exit code 3 was run',
    end: { code: 3, bytes: 1_000_000 },
    expected: 'ended, code 3, signal null',
    limitMs: plentyMs,
  },
  {
    what: 'A job that reads its input to the end, and ends with exit code 0, was run',
    end: { code: 0, reads: true },
    expected: 'ended, code 0, signal null',
    limitMs: plentyMs,
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
  const isInputOurs = watchInput(stage.program('job.ts'));
  const before = stage.resources();
  const cases: { what: string; expected: string; got: string }[] = [];
  let shared: string | null = null;
  for (const [index, { what, end, expected, limitMs: ms = patientMs }] of inTime.entries()) {
    const command: Part = { name: `build ${index}`, ...(end && { end }) };
    const job = new Job(stage.folder, command);
    const got = await run(command, job, { limitMs: ms, graceMs: shortMs });
    cases.push({ what, expected, got });
    if (isInputOurs()) shared ??= 'standard input';
    shared ??= Object.keys(streams).find((name) => isOurs(job, streams[name] ?? 0)) ?? null;
  }
  const blocking = stage.blockingCalls().find(({ name }) => /^(spawn|exec|execFile)Sync$/.test(name));
  return { cases, shared, missing: await runMissing(), blocking: blocking ?? null, left: await left(stage, before) };
});

type Spawning = { spawn: (options: { args?: readonly string[]; stdio?: unknown }) => unknown };

/** Whether a process with this program is started with the standard input of this one. */
function watchInput(program: string): () => boolean {
  let isHandedOn = false;
  const prototype = ChildProcess.prototype as unknown as Spawning;
  const { spawn: start } = prototype;
  prototype.spawn = function (options) {
    const { args = [], stdio } = options;
    const input: unknown = Array.isArray(stdio) ? stdio[0] : stdio;
    if (args.includes(program)) isHandedOn ||= input === 'inherit' || input === 0 || input === process.stdin;
    return Reflect.apply(start, this, [options]);
  };
  return () => isHandedOn;
}

const streams: Readonly<Record<string, number>> = { 'standard output': 1, 'standard error': 2 };

/** Whether the job writes to the same place as this process. */
function isOurs(job: Job, stream: number): boolean {
  const found = fstatSync(stream);
  return !found.isCharacterDevice() && job.place(stream) === `${found.dev}/${found.ino}`;
}

/** What was seen of a job with more parts than its command. */
type Seen = {
  /** Windows has neither signals nor groups, so nothing of this is tried there. */
  readonly isTried: boolean;
  readonly end: string;
  /** Whether its command, and the other job's, ran at all before the call settled or nothing else could happen. */
  readonly hasBegun: boolean;
  /** Parts that still ran when the call had settled. */
  readonly alive: readonly string[];
  /**
   * Parts that were not asked to end, that were asked, that were asked more than once, and that did not save their
   * state.
   */
  readonly unasked: readonly string[];
  readonly asked: readonly string[];
  readonly askedAgain: readonly string[];
  readonly unsaved: readonly string[];
  /** Whether the call settled before its limit, or before limit and grace, were over. */
  readonly beforeLimit: boolean;
  readonly beforeGrace: boolean;
  /** Whether the job was sent SIGKILL before these were over. */
  readonly killedEarly: boolean;
  /** Whether the job was asked long after its limit, and whether the call settled long after limit and grace. */
  readonly askedLate: boolean;
  readonly settledLate: boolean;
  /** How another job ended, which had all the time it needed; null: there was none. */
  readonly other: string | null;
  /** Whether the whole job had ended just before it was sent a signal. */
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
  askedAgain: [],
  unsaved: [],
  beforeLimit: false,
  beforeGrace: false,
  killedEarly: false,
  askedLate: false,
  settledLate: false,
  other: null,
  wasGone: false,
  left: [],
};

type Plan = {
  readonly command: Part;
  readonly limits: Attempt.Limits;
  /** The parts that take their time, and when they finish after the command has ended. */
  readonly slow?: readonly string[];
  readonly through?: 'when heard' | 'when time has passed';
  /** Another job, which ends after this one. */
  readonly beside?: Part;
  readonly isLucky?: boolean;
  /** How long a part that was sent SIGKILL, other than the command, still runs, in ms. */
  readonly dyingMs?: number;
};

/** Resolves a little after the attempt has heard of the command's end. */
async function heard(stage: RealStage, job: Job): Promise<void> {
  const child = stage.children().find(({ pid }) => pid === job.command);
  if (child && child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve));
  await turns(heardTurns);
}

const watched = (name: string, plan: Plan) => real(name, async (stage) => (isWindows ? untried : watch(stage, plan)));

async function watch(stage: RealStage, plan: Plan): Promise<Seen> {
  const { command, limits, slow = [], through, beside, isLucky = false, dyingMs: dying = 0 } = plan;
  const time = new Time();
  const { run } = await opened(stage);
  // While a child runs, processes that the attempt's own child has left behind are also looked at before time passes.
  const bystander = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  const before = stage.resources();
  const job = new Job(stage.folder, command);
  const signals = new Signals(time, job, { isLucky, dyingMs: dying });
  const finish = (): void => {
    for (const part of signals.forcedAt < Infinity ? [] : slow) tried(() => kill(job.pid(part) ?? Infinity, 'SIGUSR2'));
  };
  if (through === 'when time has passed') time.take(() => job.hasEnded, finish);
  // The limit is the first time that passes, and by then the command is running.
  if (through === 'when heard')
    time.take(
      () => true,
      () => void heard(stage, job).then(finish),
      1,
    );
  const otherJob = beside && new Job(stage.folder, beside);
  let alive: readonly string[] = [];
  let took = Infinity;
  const start = performance.now();
  let unasked = 0;
  time.onPass(() => {
    if (job.having('asked').length === 0) unasked = performance.now() - start;
  });
  const call = run(command, job, limits, () => {
    alive = job.running();
    took = performance.now() - start;
  });
  const other = beside && otherJob && run(beside, otherJob, { limitMs: patientMs, graceMs: longMs });
  const end = await call;
  const isOtherThere = otherJob?.command !== undefined;
  if (isOtherThere) tried(() => kill(otherJob.command ?? Infinity, 'SIGUSR2'));
  const otherEnd = other && isOtherThere ? await other : null;
  bystander.kill();
  const names = namesOf(command);
  const asked = job.having('asked');
  const saved = job.having('saved');
  return {
    isTried: true,
    end,
    hasBegun: job.command !== undefined && (isOtherThere || !beside),
    alive,
    unasked: names.filter((name) => !asked.includes(name)),
    asked,
    askedAgain: job.askedAgain,
    unsaved: slow.filter((name) => !saved.includes(name)),
    beforeLimit: took < limits.limitMs,
    beforeGrace: took < limits.limitMs + limits.graceMs,
    killedEarly: signals.forcedAt - start < limits.limitMs + limits.graceMs,
    askedLate: unasked > limits.limitMs + lateMs,
    settledLate: took !== Infinity && took > limits.limitMs + limits.graceMs + dying + tooLateMs,
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
  dyingMs,
});

export const lucky = watched('a job that ends at the last moment', {
  command: { name: 'build', end: { code: 0 }, starts: [{ name: 'tests' }] },
  limits: { limitMs, graceMs: shortMs },
  isLucky: true,
});
