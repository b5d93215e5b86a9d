import { isOurs, stackOf } from './codec.ts';
import { MissingExport } from './missing-export.ts';
import { capitalised } from '../../verdict/capitalised.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { Code } from './program.ts';
import { described } from './value-text.ts';

/** Texts for the faults that any code can have, whichever instrument runs it. */

export function outOfMemory(): Fault {
  return {
    kind: 'crash',
    message: 'The code used more memory than it may.',
    why: 'The work here needs only a small part of that.',
  };
}

export function threadEnded(): Fault {
  return { kind: 'crash', message: 'The thread that ran the code ended early.' };
}

export function exited(call: string, code: Code): Fault {
  return {
    kind: 'crash',
    message: `${call} was called: it ends the whole process, with everything that still runs in it.`,
    ...located(code, new Error().stack),
  };
}

export function unhandled(reason: unknown, code: Code): Fault {
  return {
    kind: 'unhandled',
    message: `A promise was rejected while nothing was there to handle it: ${described(reason)}.`,
    why: 'Node ends the process at an unhandled rejection.',
    ...located(code, stackOf(reason)),
  };
}

/** @param who what threw: `The task "deposit A"`, `A timer callback` */
export function crash(who: string, thrown: unknown, code: Code): Fault {
  if (isOurs(thrown, MissingExport)) return thrown.fault;
  return {
    kind: 'crash',
    message: `${capitalised(who)} threw ${described(thrown)}.`,
    ...located(code, stackOf(thrown)),
  };
}

/** The scenario could not continue with what the code gave it, or failed to give. */
export function unusable(error: unknown, code: Pick<Code, 'locate'>): Fault {
  return {
    kind: 'crash',
    message: `What the code gave back can't be used as the README says: ${described(error)}.`,
    why: 'Whoever called it goes on with what it returns, and failed there.',
    ...located(code, stackOf(error)),
  };
}

/** @param characters how many a thread printed, marked and gave back in one run */
export function toldTooMuch(characters: number): Fault {
  return {
    kind: 'crash',
    message: `A thread gave back more than can be kept of one run: ${characters} characters.`,
    why: 'Nothing in the task needs so much.',
  };
}

/** @param most characters that an outcome may take */
export function tooLargeOutcome(most: number): Fault {
  return {
    kind: 'crash',
    message: `What the code gave back takes more than ${most} characters, which are enough for every right answer.`,
  };
}

/** The same choices led to a different run than before. */
export function unsteady(): Fault {
  return {
    kind: 'crash',
    message: 'The code does not do the same when it is run again in the same order.',
    why: 'It keeps something from one run to the next, or asks for what differs each time: no run of it proves anything.',
  };
}

export function located(code: Pick<Code, 'locate'>, stack: string | undefined): Pick<Fault, 'location'> {
  const location = code.locate(stack);
  return location === undefined ? {} : { location };
}

/** What to say of a call that `endlessCall` found. @param name of the function; empty where it has none */
export const notReturned = (name: string): string =>
  `A call${name === '' ? '' : ` of \`${name}\``} did not return within half a second of work.`;
