import type { FileCall, FileResult } from './file-operation.ts';

/** What a process that runs programs asks of the gatekeeper. */
export type ProgramQuestion = AssignmentQuestion | StepQuestion;

/** Asks which program to run next, as the one before has ended. Answered by an `Assignment`. */
type AssignmentQuestion = Asked & { readonly ask: 'assignment' };

/** Asks to make this call. Answered by a `Permission`, once the call may be made. */
export type StepQuestion = Asked & { readonly ask: 'step'; readonly call: FileCall; readonly stack: string };

type Asked = {
  /** The system's number of the process. */
  readonly pid: number;
  /** The result of the step before. */
  readonly did?: FileResult;
  /** What the program has printed since the last question. */
  readonly printed?: string;
};

export type Permission = {
  /** Whether the process that the call is about has ended. */
  readonly gone?: boolean;
};

export type Assignment = {
  /** URL of the compiled program. */
  readonly url: string;
  readonly args: readonly string[];
  /** The number by which the programs of the run know this one. */
  readonly number: number;
  /** The system's numbers of all programs, by these numbers. */
  readonly pids: Readonly<Record<number, number>>;
  /** The run's folder: the same for all runs. */
  readonly folder: string;
  /** What the clock shows, in milliseconds since 1970: only the program's own pauses advance it. */
  readonly now: number;
};
