import { attemptOf } from '../../course/attempt.ts';
import { identityOf, type Exercise } from '../../course/exercise.ts';
import { noProgress } from '../../course/progress.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { reduce } from '../../watch/model/reducer.ts';
import type { Effect, Event, Found, State } from '../../watch/model/state.ts';
import { firstStep } from '../../watch/model/steps.ts';

const exercise = (id: string, title: string): Exercise => ({
  ...identityOf(id),
  title,
  concept: 'What it teaches.',
  instruments: ['T'],
  difficulty: 1,
  minutes: 5,
  files: ['main.ts'],
  given: [],
  checks: 1,
  limits: { seconds: 10, schedules: 20_000, memoryMb: 512 },
  starter: ['race'],
  folders: {
    learner: `/kit/exercises/${id}`,
    solution: `/kit/solutions/${id}`,
    grader: `/kit/grader/exercises/${id}`,
    starter: `/kit/grader/exercises/${id}/starter`,
  },
});

export const hello = exercise('00-welcome/01-hello', 'Hello, both of you');
export const lostUpdate = exercise('02-async-races/01-lost-update', 'The coffee kitty');
export const mutex = exercise('02-async-races/03-mutex', 'One at a time');

export const page = {
  brief: {
    path: '/kit/exercises/02-async-races/01-lost-update/README.md',
    story: ['Once upon a time.', 'And then.'],
    text: '# Kitty\n\nOnce upon\na time.\n\n## Done\n\n- When `a` works.\n',
  },
  hints: [
    { title: 'A question', text: 'Who reads first?' },
    { title: 'Nearly', text: 'Look at line 12.' },
  ],
};

export const saved = (text: string, at?: Date): Found => ({
  files: attemptOf([{ name: 'main.ts', state: 'text', text }]),
  at,
});

export const judge = (run: number, text: string): Effect => ({
  kind: 'judge',
  run,
  exercise: lostUpdate,
  files: saved(text).files,
});

const judged = {
  checks: [],
  reach: { schedules: 4, complete: true },
  output: { text: '', lost: 0 },
  figures: [],
} as const;
export const passed: Verdict = { state: 'passed', ...judged };
export const failed: Verdict = {
  state: 'failed',
  ...judged,
  findings: [{ kind: 'race', check: 'both deposits arrive', message: 'An update was lost.' }],
};
export const unchecked: Verdict = { state: 'unchecked', reason: 'The judge died.', help: 'Try again.' };

export const now = new Date('2026-11-22T12:04:31.000Z');

export type Story = { readonly state: State; readonly effects: readonly Effect[] };

/** The state after these events, and the effects of the last one. */
export const after = (...events: readonly Event[]): Story => afterWith({}, ...events);

export const afterWith = (given: { readonly autoNext?: boolean }, ...events: readonly Event[]): Story => {
  const start = firstStep({
    course: [hello, lostUpdate, mutex],
    current: lostUpdate,
    progress: noProgress,
    autoNext: given.autoNext ?? false,
    size: { columns: 80, rows: 24 },
    notices: [],
  });
  return events.reduce<Story>(({ state }, event) => reduce(state, event), start);
};

export const key = (name: string): Event => ({ kind: 'key', key: name });
export const read = (text: string, of = lostUpdate): Event => ({ kind: 'read', exercise: of.id, found: saved(text) });
export const verdict = (run: number, given: Verdict): Event => ({ kind: 'judged', run, verdict: given, now });
export const opened: Event = { kind: 'opened', exercise: lostUpdate.id, page };
