import type { FileCall, FileResult } from './file-operation.ts';

/** What a process that runs a program asks of the gatekeeper, in this order. */
export type ProgramQuestion =
  /** Which program shall it be? Answered by an `Assignment`. */
  | { readonly ask: 'assignment'; readonly pid: number }
  /** May it make this call? Answered when it may. */
  | {
      readonly ask: 'step';
      readonly pid: number;
      readonly call: FileCall;
      readonly stack: string;
      readonly did?: FileResult;
    }
  /** It is about to end. */
  | { readonly ask: 'end'; readonly pid: number; readonly did?: FileResult };

export type Assignment = {
  /** URL of the compiled program. */
  readonly url: string;
  readonly args: readonly string[];
  /** The run's folder. */
  readonly folder: string;
  /** What the clock shows, in milliseconds since 1970: it advances by the program's own pauses only. */
  readonly now: number;
};
