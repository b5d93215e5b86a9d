import type { AttemptFiles } from '../../course/attempt.ts';
import type { Brief } from '../../course/brief.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Hint } from '../../course/hints.ts';
import type { Change, Progress } from '../../course/progress.ts';
import type { Shown } from '../../drive/view/state.ts';
import type { CheckMark, Verdict } from '../../verdict/verdict.ts';

/** A printable character in lower case, or a name such as `enter`, `escape`, `page-up`. */
export type Key = string;

/** What the learner reads about an exercise. */
export type Page = { readonly brief: Brief; readonly hints: readonly Hint[] };

/** Files as they were found; `at` is the time of the save, unknown for those found at the start. */
export type Found = { readonly files: AttemptFiles; readonly at: Date | undefined };

export type Judged = {
  readonly verdict: Verdict;
  readonly found: Found;
  /** When this content was judged, if not just now: earlier in this session, or in another. */
  readonly remembered?: 'session' | 'earlier';
  /** The checks of the learner's version before this one; absent if there is none to compare with. */
  readonly before?: readonly CheckMark[];
};

export type Run = {
  readonly id: number;
  readonly exercise: Exercise;
  readonly found: Found;
  readonly schedules: number | undefined;
  /** How long the run has lasted, in ms; 0 until that is worth a word. */
  readonly ms: number;
};

/** The run of all: judges every exercise, one after another, as it is on the disk. */
export type Sweep = {
  readonly waiting: readonly Exercise[];
  /** The exercise that is being read or judged. */
  readonly current: Exercise | undefined;
  readonly results: ReadonlyMap<string, Verdict['state']>;
};

export type ListFilter = 'all' | 'pending' | 'done';

export type List = {
  readonly kind: 'list';
  /** Id of the exercise under the cursor. */
  readonly cursor: string | undefined;
  readonly filter: ListFilter;
  readonly search: string;
};

/** Programs that run in the background while their output is shown. */
export type ProgramName = 'demo' | 'costs';

export type Program = {
  readonly kind: 'program';
  readonly name: ProgramName;
  readonly id: number;
  readonly exercise: Exercise;
  readonly lines: readonly string[];
  /** Lines that came first and are no longer kept. */
  readonly lost: number;
  /** How the program ended, once it has. */
  readonly ended: string | undefined;
};

export type View =
  | { readonly kind: 'exercise' }
  /** The question before a reset. */
  | { readonly kind: 'reset'; readonly exercise: Exercise; readonly from: List | undefined }
  | List
  /** One finding's run, up to and with this row; both count from 0. */
  | { readonly kind: 'timeline'; readonly finding: number; readonly row: number }
  /** Undefined until the files have been read. */
  | { readonly kind: 'solution'; readonly files: AttemptFiles | undefined; readonly whole: boolean }
  | Program
  | { readonly kind: 'help' }
  /** The whole README. */
  | { readonly kind: 'brief' }
  | { readonly kind: 'all'; readonly sweep: Sweep }
  /** Every exercise has passed, and all were judged again. */
  | { readonly kind: 'final' };

export type Size = { readonly columns: number; readonly rows: number };

/** What TypeScript says about an attempt. It never decides. */
export type Typed = { readonly hash: string; readonly errors: readonly string[] };

export type State = {
  /** All exercises, in the order of the course; never empty. */
  readonly course: readonly Exercise[];
  readonly current: Exercise;
  readonly progress: Progress;
  /** Whether a pass leads on to the next exercise by itself. */
  readonly autoNext: boolean;
  readonly view: View;
  readonly size: Size;
  /** First line of the body shown, or what should be in sight: the newest hint, the end, the point of no return. */
  readonly scroll: number | 'hint' | 'end' | 'turn';
  /** Index of the finding that is shown in full. */
  readonly finding: number;
  /** Undefined until the files have been read. */
  readonly page: Page | undefined;
  readonly found: Found | undefined;
  /** The run that is under way. */
  readonly run: Run | undefined;
  readonly lastRun: number;
  /** Stays until the next verdict. */
  readonly judged: Judged | undefined;
  /** Verdicts of this session by exercise and content, the newest last. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** The last verdict of an earlier session on the current exercise. */
  readonly earlier: { readonly hash: string; readonly verdict: Verdict } | undefined;
  readonly typed: Typed | undefined;
  /** News, of which none may hide another; the next key clears them. */
  readonly notices: readonly string[];
  /** The reply to the last key; a save clears it, too. */
  readonly answer: string | undefined;
  /** The current exercise, while the learner drives it. */
  readonly drive: Shown | undefined;
  /** What a reset put back, until the next save. */
  readonly reset: Reset | undefined;
};

/** Files that a reset has put in place. */
export type Reset = {
  readonly exercise: string;
  /** The starter, or what the learner had before the reset. */
  readonly what: 'starter' | 'own';
  /** Folder of the files that were there before, relative to the clone. */
  readonly backup: string | undefined;
  /** Hash of the files. */
  readonly hash: string;
};

/** A wish from outside the terminal, where a key means something else in each view. */
export type Wish =
  | { readonly kind: 'hint' | 'next' | 'previous' | 'again' | 'drive' }
  | Steering
  /** `exercise` is an id. */
  | { readonly kind: 'open'; readonly exercise: string }
  /** An index. */
  | { readonly kind: 'finding'; readonly finding: number }
  /** `line` counts from 1. */
  | { readonly kind: 'edit'; readonly file: string; readonly line: number };

/** A wish about a drive: `key` is a key of its terminal. */
export type Steering =
  | { readonly kind: 'steer'; readonly key: string }
  | { readonly kind: 'scenario'; readonly scenario: string };

export type Event =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'wished'; readonly wish: Wish }
  | { readonly kind: 'opened'; readonly exercise: string; readonly page: Page }
  | { readonly kind: 'recalled'; readonly exercise: string; readonly hash: string; readonly verdict: Verdict }
  /** The files were read because something happened to them; perhaps nothing changed. */
  | { readonly kind: 'read'; readonly exercise: string; readonly found: Found }
  /** The files of the exercise that is next in the sweep. */
  | { readonly kind: 'collected'; readonly exercise: string; readonly found: Found }
  | { readonly kind: 'searched'; readonly run: number; readonly schedules: number }
  /** A run has not ended yet. */
  | { readonly kind: 'lasting'; readonly run: number; readonly ms: number }
  | { readonly kind: 'judged'; readonly run: number; readonly verdict: Verdict; readonly now: Date }
  | { readonly kind: 'typed'; readonly exercise: string; readonly typed: Typed }
  | { readonly kind: 'solution'; readonly exercise: string; readonly files: AttemptFiles }
  | { readonly kind: 'printed'; readonly program: number; readonly lines: readonly string[] }
  | { readonly kind: 'program-ended'; readonly program: number; readonly how: string }
  | { readonly kind: 'recorded'; readonly progress: Progress }
  | { readonly kind: 'reset'; readonly reset: Reset }
  | { readonly kind: 'driven'; readonly shown: Shown | undefined }
  /** Somebody saved a file of an exercise that is not the current one. */
  | { readonly kind: 'saved-elsewhere'; readonly exercise: string; readonly file: string }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'told'; readonly notice: string }
  /** The process was asked to end. */
  | { readonly kind: 'stopped' };

export type Effect =
  /** Watch this exercise from now on, and read its page. */
  | { readonly kind: 'open'; readonly exercise: Exercise }
  /** Read the files again, in case no event reported a save. */
  | { readonly kind: 'look' }
  /** Read the files of any exercise, once. */
  | { readonly kind: 'collect'; readonly exercise: Exercise }
  /** Ends the previous run. */
  | { readonly kind: 'judge'; readonly run: number; readonly exercise: Exercise; readonly files: AttemptFiles }
  | { readonly kind: 'cancel' }
  /** Ask TypeScript, at a time when nobody waits. */
  | { readonly kind: 'check-types'; readonly exercise: Exercise; readonly hash: string }
  /** Keep the verdict for the next session. */
  | { readonly kind: 'keep'; readonly exercise: Exercise; readonly hash: string; readonly verdict: Verdict }
  | { readonly kind: 'record'; readonly changes: readonly Change[] }
  | { readonly kind: 'read-solution'; readonly exercise: Exercise }
  | {
      readonly kind: 'run-program';
      readonly name: ProgramName;
      readonly program: number;
      readonly exercise: Exercise;
    }
  | { readonly kind: 'end-program' }
  | { readonly kind: 'steer'; readonly wish: Steering }
  /** Drive the exercise, in the terminal if that is free; `token` names the order to drive. */
  | { readonly kind: 'drive'; readonly exercise: Exercise; readonly token: string | undefined }
  /** `line` counts from 1. */
  | { readonly kind: 'edit'; readonly path: string; readonly line: number }
  | { readonly kind: 'reset'; readonly exercise: Exercise }
  /** Serve the session as a page, or say where the page is. */
  | { readonly kind: 'serve' }
  | { readonly kind: 'undo-reset'; readonly exercise: Exercise; readonly backup: string }
  | { readonly kind: 'quit' };

export type Step = { readonly state: State; readonly effects: readonly Effect[] };
