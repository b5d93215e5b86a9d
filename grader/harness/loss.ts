import type { EndlessCall } from '../arena/common/endless-call.ts';
import { notReturned } from '../arena/common/faults.ts';
import type { Fault } from '../verdict/fault.ts';

/** What is known of an arena that ended without an answer. */
export type Loss = {
  readonly code?: number | null;
  readonly signal?: string | null;
  readonly killedFor?: 'time' | 'memory' | 'nonsense' | 'misshapen' | undefined;
  /** The call that kept the arena busy, if it was found. */
  readonly hangs?: EndlessCall | undefined;
  /** The end of what the arena wrote to standard error. */
  readonly stderr: string;
};

/** The fault that a lost arena stands for: a pure function of the facts. */
export function lossFault({ code, signal, killedFor, hangs, stderr }: Loss): Fault {
  if (killedFor === 'time') {
    return {
      kind: 'stuck',
      message: 'Your code did not come to an end and was stopped.',
      why: `${hangs ? `${notReturned(hangs.name)} ` : ''}The work here needs only a small part of the time that it had.`,
      ...(hangs && { location: hangs.location }),
    };
  }
  if (killedFor === 'memory' || /heap out of memory|Reached heap limit/.test(stderr)) {
    return {
      kind: 'crash',
      message: 'Your code used up all the memory it may use and was stopped.',
      why: 'The work here needs only a small part of that.',
    };
  }
  if (killedFor === 'nonsense') {
    return {
      kind: 'crash',
      message: 'The process that ran your code sent messages that make no sense.',
      why: 'They came by a channel that the grader opened, and on which nobody else is to write.',
    };
  }
  if (killedFor === 'misshapen') {
    return {
      kind: 'crash',
      message: 'The process that ran your code sent a result that the grader cannot read.',
      why: 'A result has a fixed form, and this one has another.',
    };
  }
  return {
    kind: 'crash',
    message: `The process that ran your code ended early (${signal ?? `exit code ${code ?? 'unknown'}`}).`,
    why: 'Your code was running in it, and had not come to its end.',
  };
}
