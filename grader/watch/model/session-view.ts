import { relative, join } from 'node:path';
import { shortName } from '../../course/names.ts';
import { standingOf } from '../../course/progress.ts';

import { isFailed, type CheckMark, type Verdict } from '../../verdict/verdict.ts';
import type { Reset, State, View } from './state.ts';
import { hasPassed } from './steps.ts';
import { hasOrders } from '../../drive/view/state.ts';

/**
 * The session as plain JSON: what it is about, what is known, what is under way. Any view other than the terminal's
 * screen reads this, and needs nothing else of the state.
 */
export type SessionView = {
  readonly exercise: {
    readonly id: string;
    readonly name: string;
    readonly title: string;
    /** Its place in the course, from 1. */
    readonly place: number;
    /** Relative to the clone, with `/`. */
    readonly files: readonly string[];
    /** The brief, as Markdown; null until it has been read. */
    readonly brief: string | null;
    /** The hints opened so far. */
    readonly hints: readonly { readonly title: string; readonly text: string }[];
    readonly hintCount: number;
    readonly passed: boolean;
    /** Whether its orders can be chosen. */
    readonly drivable: boolean;
  };
  readonly course: { readonly count: number; readonly passed: number; readonly exercises: readonly Listed[] };
  /** The run that is under way. */
  readonly run: { readonly orders: number | null; readonly ms: number } | null;
  readonly judged: {
    readonly verdict: Verdict;
    /** Time of the save that the verdict is about, as ISO text; null for files that were there at the start. */
    readonly savedAt: string | null;
    readonly remembered: 'session' | 'earlier' | null;
    /** Titles of checks that failed in the version before and pass now. */
    readonly mended: readonly string[];
    /** Titles of checks that passed in the version before and fail now. */
    readonly broken: readonly string[];
    /** How many checks failed in the version before. */
    readonly failedBefore: number;
    /** Index of the finding that is shown in full. */
    readonly finding: number;
    /** The files that were judged and are text. */
    readonly sources: readonly { readonly name: string; readonly text: string }[];
  } | null;
  /** Where the terminal is in a finding's run; both count from 0. */
  readonly step: { readonly finding: number; readonly row: number } | null;
  readonly typeErrors: readonly string[];
  readonly notices: readonly string[];
  readonly reset: { readonly what: Reset['what']; readonly backup: string | null } | null;
  readonly view: View['kind'];
};

/** One exercise of the course. */
export type Listed = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly track: string;
  readonly passed: boolean;
};

/** @param root the clone's folder */
export const sessionView = (state: State, root: string): SessionView => {
  const { course, current, progress, page, run, judged, typed, notices, answer, reset, view, finding } = state;
  const hints = page?.hints ?? [];
  return {
    exercise: {
      id: current.id,
      name: shortName(current, course),
      title: current.title,
      place: course.indexOf(current) + 1,
      files: current.files.map((file) => relative(root, join(current.folders.learner, file)).replaceAll('\\', '/')),
      brief: page?.brief.text ?? null,
      hints: hints.slice(0, standingOf(progress, current.id).hints),
      hintCount: hints.length,
      passed: hasPassed(state, current),
      drivable: hasOrders(current),
    },
    course: {
      count: course.length,
      passed: course.filter((exercise) => hasPassed(state, exercise)).length,
      exercises: course.map((exercise) => ({
        id: exercise.id,
        name: shortName(exercise, course),
        title: exercise.title,
        track: exercise.track,
        passed: hasPassed(state, exercise),
      })),
    },
    run: run ? { orders: run.schedules ?? null, ms: run.ms } : null,
    judged: judged
      ? {
          verdict: judged.verdict,
          savedAt: judged.found.at?.toISOString() ?? null,
          remembered: judged.remembered ?? null,
          ...changeOf(judged.verdict, judged.before ?? []),
          finding,
          sources: judged.found.files.files.flatMap((file) =>
            file.state === 'text' ? [{ name: file.name, text: file.text }] : [],
          ),
        }
      : null,
    step: view.kind === 'timeline' ? { finding: view.finding, row: view.row } : null,
    typeErrors: typed && typed.hash === judged?.found.files.hash ? typed.errors : [],
    notices: [...notices, ...(answer === undefined ? [] : [answer])],
    reset: reset ? { what: reset.what, backup: reset.backup ?? null } : null,
    view: view.kind,
  };
};

/** Which checks are better and which are worse than before; a check that was not tried is neither. */
export const changeOf = (
  verdict: Verdict,
  before: readonly CheckMark[],
): { readonly mended: readonly string[]; readonly broken: readonly string[]; readonly failedBefore: number } => {
  const checks = verdict.state === 'unchecked' ? [] : verdict.checks;
  const titles = (marks: readonly CheckMark[]): readonly string[] => marks.map(({ title }) => title);
  const failed = titles(before.filter(isFailed));
  const passed = titles(before.filter((check) => check.passed));
  return {
    mended: titles(checks.filter((check) => check.passed && failed.includes(check.title))),
    broken: titles(checks.filter((check) => isFailed(check) && passed.includes(check.title))),
    failedBefore: failed.length,
  };
};
