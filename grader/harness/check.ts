import { test } from 'vitest';
import type { Exploration, Json } from '../arena/common/exploration.ts';
import { memberName, type Family } from '../arena/common/family.ts';
import type { ProgramsScenario } from '../arena/real/programs/scenario.ts';
import type { RealScenario } from '../arena/real/scenario.ts';
import type { TasksScenario } from '../arena/tasks/scenario/scenario.ts';
import type { ThreadsScenario } from '../arena/threads/scenario/scenario.ts';
import type { Answer } from './arena.ts';
import type { Finding } from '../verdict/finding.ts';
import { Downfall, Rejection, Uncheckable } from './judgement.ts';
import { excerpt } from '../verdict/excerpt.ts';
import { Orders, type Explain } from './orders.ts';
import { folded, replayToken } from './replay.ts';
import { Result } from './result.ts';
import { ask, budget, context, toLearnerText, output, type CheckReport } from './session.ts';

type Explored = TasksScenario | ThreadsScenario | ProgramsScenario;
type Kinds<Kind> = Kind | Family<readonly (string | number)[], Kind>;
type NamesOf<S, Kind> = { [Name in keyof S]: S[Name] extends Kinds<Kind> ? Name : never }[keyof S] & string;
type OutcomeOf<Scenario> = Scenario extends
  | TasksScenario<infer O>
  | ThreadsScenario<infer O>
  | ProgramsScenario<infer O>
  | RealScenario<infer O>
  ? O
  : Scenario extends Family<readonly (string | number)[], infer Member>
    ? OutcomeOf<Member>
    : never;
/** A member of a family also takes its key. */
type KeyOf<Scenario> = Scenario extends Family<infer Keys> ? [key: Keys[number]] : [];
type FamiliesOf<S> = { [Name in keyof S]: S[Name] extends Family ? Name : never }[keyof S] & string;
type KeysOf<Scenario> = Scenario extends Family<infer Keys> ? Keys : never;

/** What a check works with. `S` is the exercise's module of scenarios. */
export type CheckTools<S> = {
  /** Tries the orders of a scenario of tasks, threads, or programs that share files. */
  readonly explore: <Name extends NamesOf<S, Explored>>(
    scenario: Name,
    ...key: KeyOf<S[Name]>
  ) => Promise<Orders<OutcomeOf<S[Name]>>>;
  /** Explores all members of a family, one after the other; `keys` repeats those of its definition. */
  readonly each: <Name extends NamesOf<S, Explored> & FamiliesOf<S>>(
    family: Name,
    keys: KeysOf<S[Name]>,
  ) => AsyncGenerator<Orders<OutcomeOf<S[Name]>>>;
  /** Runs a scenario for real (instrument R). */
  readonly measure: <Name extends NamesOf<S, RealScenario>>(
    scenario: Name,
    ...key: KeyOf<S[Name]>
  ) => Promise<Result<OutcomeOf<S[Name]>>>;
};

/** Registers a hidden check: its title states a fact about the attempt; its body throws when that is not true. */
export type Check<S> = (title: string, judge: (tools: CheckTools<S>) => Promise<void>) => void;

/** The checks of one exercise, bound to the types of its scenarios. */
export function checks<S>(): Check<S> {
  return (title, judge) => {
    test(title, { timeout: 0 }, async ({ task }) => {
      const report: CheckReport = {
        findings: [],
        figures: [],
        schedules: 0,
        sharedTurns: 0,
        measured: 0,
        complete: true,
        tried: true,
        runs: 0,
        output: { text: '', lost: 0 },
      };
      task.meta.report = report;
      try {
        await judge(toolsFor<S>(report));
      } catch (error) {
        if (error instanceof Rejection) report.findings.push(reworded({ check: title, ...error.finding }));
        if (error instanceof Downfall) {
          report.complete = false;
          report.tried = !error.before || report.runs > 0;
        }
        throw error;
      } finally {
        report.output = output();
      }
    });
  };
}

/** Most lines of evidence, and most characters of a text: a result may have any size, and nobody reads more. */
const mostEvidence = 20;
const longestText = 2000;

const said = (text: string): string => toLearnerText(excerpt(text, longestText));

function reworded(finding: Finding): Finding {
  const { message, why, expected, got, evidence } = finding;
  return {
    ...finding,
    message: said(message),
    ...(why !== undefined && { why: said(why) }),
    ...(expected !== undefined && { expected: said(expected) }),
    ...(got !== undefined && { got: said(got) }),
    ...(evidence && { evidence: evidence.slice(0, mostEvidence).map(said) }),
  };
}

function toolsFor<S>(report: CheckReport): CheckTools<S> {
  const orders = async <Outcome extends Json>(scenario: string): Promise<Orders<Outcome>> => {
    const { replay } = context();
    // With a replay token only its own scenario runs, and nothing is said about the others.
    if (replay && replay.scenario !== folded(scenario)) return Orders.notRun();
    const exploration = await explore(scenario);
    report.schedules += exploration.schedules;
    report.sharedTurns += exploration.sharedTurns ?? 0;
    report.complete &&= exploration.complete;
    report.runs += 1;
    const explain: Explain = async (asked, everyOrder, good) => {
      const request = { ask: 'explain', ...staged(scenario), schedule: asked, ...(good && { good }) } as const;
      const { explanation } = await expect('explained', ask(request));
      const { schedule } = explanation;
      return { explanation, replay: replayToken(context(), { scenario, schedule, everyOrder }) };
    };
    return new Orders(exploration, explain, replay ?? undefined);
  };
  return {
    explore: async (scenario, ...key) => orders(nameOf(scenario, key)),
    each: async function* (family, keys) {
      for (const key of keys) yield await orders(memberName(family, key));
    },
    measure: async (scenario, ...key) => {
      if (context().replay) return Result.notRun();
      const request = { ask: 'measure', ...staged(nameOf(scenario, key)), timersFirst: 'few' } as const;
      const { measurement } = await expect('measured', ask(request));
      report.figures.push(...measurement.figures);
      report.schedules += 1;
      report.measured += 1;
      report.runs += 1;
      return new Result(measurement);
    },
  };
}

const nameOf = (scenario: string, [key]: readonly (string | number)[]): string =>
  key === undefined ? scenario : memberName(scenario, key);

async function explore(scenario: string): Promise<Exploration> {
  const { replay } = context();
  if (!replay) {
    const request = { ask: 'explore', ...staged(scenario), budget: budget() } as const;
    const { exploration } = await expect('explored', ask(request));
    return exploration;
  }
  const { schedule } = replay;
  const { explanation } = await expect('explained', ask({ ask: 'explain', ...staged(scenario), schedule }));
  const { outcome, fault } = explanation;
  const end = { ...(outcome !== undefined && { outcome }), ...(fault && { fault }), count: 1, schedule };
  return { schedules: 1, complete: false, outcomes: [end] };
}

const staged = (scenario: string): { stage: string; scenario: string } => ({ stage: context().stage, scenario });

async function expect<Say extends Answer['say']>(
  say: Say,
  answer: Promise<Answer>,
): Promise<Extract<Answer, { say: Say }>> {
  const got = await answer;
  if (got.say === 'lost') throw new Downfall(got.fault, got.before ?? false);
  if (got.say === 'broken') throw new Uncheckable(got.reason);
  if (got.say !== say) throw new Uncheckable(`Expected the arena to answer \`${say}\`, got \`${got.say}\``);
  return got as Extract<Answer, { say: Say }>;
}
