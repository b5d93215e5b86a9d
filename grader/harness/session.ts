import { inject } from 'vitest';
import { repeatedWith } from '../arena/common/sleeps.ts';
import type { Fault } from '../verdict/fault.ts';
import type { Answer, Ask, Lost } from './arena.ts';
import { excerpt } from '../verdict/excerpt.ts';
import { asWritten } from './as-written.ts';
import type { Finding } from '../verdict/finding.ts';
import type { Replayed } from './replay.ts';
import type { ArenaSupply } from './warm.ts';

/** What the judge tells the checks about the attempt that they judge. */
export type AttemptContext = {
  /** Folder of the staged attempt. */
  readonly stage: string;
  /** Id of the exercise, and hash of the attempt: what a replay token is bound to. */
  readonly exercise: string;
  readonly hash: string;
  /** Budget of runs for one exploration. */
  readonly schedules: number;
  /** Silence after which an arena is stuck, in seconds. */
  readonly seconds: number;
  readonly memoryMb: number;
  /** Run only this schedule of this scenario. */
  readonly replay: Replayed | null;
};

declare module 'vitest' {
  interface ProvidedContext {
    attempt: AttemptContext;
  }
  interface TaskMeta {
    report?: CheckReport;
  }
}

/** What one check says beyond pass or fail. */
export type CheckReport = {
  findings: Finding[];
  figures: string[];
  /** Complete runs of all explorations and measurements of this check. */
  schedules: number;
  /** How many of them had two answers in one turn. */
  sharedTurns: number;
  /** Whether its explorations were complete. */
  complete: boolean;
  /** Whether the check was tried: code that did not end in an earlier check is not run again. */
  tried: boolean;
  /** What the learner's code had printed when the check ended. */
  output: { readonly text: string; readonly lost: number };
  /** How many of `schedules` were real runs. */
  measured: number;
  /** Explorations and measurements: a check without any has judged nothing. */
  runs: number;
};

export const context = (): AttemptContext => inject('attempt');

/** Faults of code that never ends: each further exploration would take as long as it possibly can. */
const goesOn = new Set<Fault['kind']>(['stuck', 'livelock']);
const printLimit = 64 * 1024;
/** Characters of a printed line; only the beginning of a longer one is kept. */
const longestLine = 2000;
/** Complete runs of the explorations that have ended. */
let explored = 0;
/** Explorations that could not be completed. */
let incomplete = 0;
/** Smallest share of the budget of runs that is left after incomplete explorations. */
const leastShare = 1 / 8;
let printed = { text: '', lost: 0 };
let lost: Lost | undefined;

let translate: ((text: string) => string) | undefined;

/** Rewrites a text by the attempt, or about it, in terms of the learner's own files. */
export const toLearnerText = (text: string): string => (translate ??= asWritten(context().stage))(text);

/** What the learner's code has printed so far, capped; the rest was counted. */
export const output = (): { readonly text: string; readonly lost: number } => ({
  text: printed.text.replace(/[^\n]+/g, (line) => excerpt(line, longestLine)),
  lost: printed.lost,
});

/**
 * Runs that the next exploration may take. Each incomplete exploration halves the budget of those that follow: code
 * that has too many orders in one scenario has too many in most. So an attempt costs little more than two budgets.
 */
export const budget = (): number => Math.ceil(context().schedules * Math.max(leastShare, 2 ** -incomplete));

/** Sends one request to the arena and waits for the answer. */
export async function ask(body: Ask): Promise<Answer> {
  // One attempt, one arena: code that brought it down, or hung, gets no second chance. What the code did until then can
  // still be explained.
  if (lost && body.ask !== 'explain') return { ...lost, before: true };
  const { seconds, memoryMb } = context();
  // A real run leaves its traces in the process, and must not meet those of an exploration.
  const real = body.ask === 'measure';
  const arena = await supply().take({ unused: real });
  process.send?.(arena.use);
  const answering = arena.ask(body, {
    seconds,
    memoryMb,
    onProgress: (schedules) => process.send?.({ racelings: 'progress', schedules: explored + schedules }),
  });
  if (real) supply().prepare();
  const answer = await answering;
  const told = arena.takeOutput();
  if (real) arena.kill();
  // Code that sleeps instead of waiting may have been lucky: run it again without that luck, its timers first. A guard
  // that never had to go off is not a sleep.
  if (body.ask === 'measure' && answer.say === 'measured') {
    const first = repeatedWith(body.timersFirst, answer.measurement.slept);
    if (first !== undefined) return ask({ ...body, timersFirst: first });
  }
  keep(told);
  if (answer.say === 'lost') lost = answer;
  if (answer.say === 'explored') {
    explored += answer.exploration.schedules;
    incomplete += Number(!answer.exploration.complete);
    const [endless] = answer.exploration.outcomes.flatMap(({ fault }) =>
      fault && goesOn.has(fault.kind) ? fault : [],
    );
    if (endless) lost = { say: 'lost', fault: endless };
  }
  return answer;
}

function keep(more: { readonly text: string; readonly lost: number }): void {
  const all = printed.text + toLearnerText(more.text);
  const text = all.slice(0, printLimit);
  const cut = all.length - text.length;
  printed = { text, lost: printed.lost + more.lost + cut };
}

function supply(): ArenaSupply {
  if (!globalThis.racelingsArenas) throw new Error('Expected the checks to run in a process of the judge');
  return globalThis.racelingsArenas;
}
