import type { AttemptFiles } from '../course/attempt.ts';
import type { Brief } from '../course/brief.ts';
import type { Exercise } from '../course/exercise.ts';
import type { Hint } from '../course/hints.ts';
import type { Change, Progress } from '../course/progress.ts';
import type { Verdict } from '../judge/verdict.ts';
import type { Key } from './keys.ts';

/** What the learner reads about an exercise. */
export type Page = { readonly brief: Brief; readonly hints: readonly Hint[] };

/** Files as they were found; `at` is the time of the save, unknown for those found at the start. */
export type Found = { readonly files: AttemptFiles; readonly at: Date | undefined };

export type Judged = { readonly verdict: Verdict; readonly found: Found };

export type Run = { readonly id: number; readonly found: Found; readonly schedules: number | undefined };

export type View =
  | { readonly kind: 'exercise' }
  /** Asks before it resets. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'list'; readonly cursor: number };

export type Size = { readonly columns: number; readonly rows: number };

export type State = {
  /** All exercises, in the order of the course; never empty. */
  readonly course: readonly Exercise[];
  readonly current: Exercise;
  readonly progress: Progress;
  readonly view: View;
  readonly size: Size;
  /** First line of the body that is shown; `hint` is wherever the newest hint begins. */
  readonly scroll: number | 'hint';
  /** Undefined until the files have been read. */
  readonly page: Page | undefined;
  readonly found: Found | undefined;
  /** The run that is under way. */
  readonly run: Run | undefined;
  readonly lastRun: number;
  /** Stays until the next verdict. */
  readonly judged: Judged | undefined;
  /** News; the next key takes it away. */
  readonly notice: string | undefined;
  /** What there is to say to the last key; a save takes it away, too. */
  readonly answer: string | undefined;
};

export type Event =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'opened'; readonly exercise: string; readonly page: Page }
  /** The files were read because something happened to them; perhaps nothing changed. */
  | { readonly kind: 'read'; readonly exercise: string; readonly found: Found }
  | { readonly kind: 'searched'; readonly run: number; readonly schedules: number }
  | { readonly kind: 'judged'; readonly run: number; readonly verdict: Verdict; readonly now: Date }
  | { readonly kind: 'recorded'; readonly progress: Progress }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'told'; readonly notice: string }
  /** The process was asked to end. */
  | { readonly kind: 'stopped' };

export type Effect =
  /** Watch this exercise from now on, and read its page. */
  | { readonly kind: 'open'; readonly exercise: Exercise }
  /** Read the files again, in case that no event told of a save. */
  | { readonly kind: 'look' }
  /** Ends the run before. */
  | { readonly kind: 'judge'; readonly run: number; readonly exercise: Exercise; readonly files: AttemptFiles }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'record'; readonly changes: readonly Change[] }
  | { readonly kind: 'reset'; readonly exercise: Exercise }
  | { readonly kind: 'quit' };

export type Step = { readonly state: State; readonly effects: readonly Effect[] };
