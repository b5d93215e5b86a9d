import type { Fault } from '../../../verdict/fault.ts';
import type { EndlessCall } from '../../common/endless-call.ts';
import { notReturned } from '../../common/faults.ts';

/** Texts for the faults that a run shows by itself. */

/** A task, as far as it is shown. */
type Task = { readonly name: string; readonly settled: boolean };

export function deadlock(tasks: readonly Task[]): Fault {
  const waiting = tasks.filter((task) => !task.settled);
  return {
    kind: 'deadlock',
    message: `${named(waiting)} never ${waiting.length === 1 ? 'finishes' : 'finish'}.`,
    why: 'Nothing is left that could happen, and an await still waits: its promise never settles.',
  };
}

export function livelock(tasks: readonly Task[], steps: number): Fault {
  const busy = tasks.filter((task) => !task.settled);
  return {
    kind: 'livelock',
    message: `${busy.length === 0 ? 'Work still goes on' : `${named(busy)} did not finish`} after ${steps} steps.`,
    why: 'The grader follows an order only this far. Whether it would have come to an end is not known.',
  };
}

/** Something that should be gone when all tasks are done. */
export type Left = { readonly what: keyof typeof leaks; readonly name: string };

const leaks = {
  timer: {
    one: 'a timer is left running',
    several: 'timers are left running',
    why: 'A timer that nobody needs any more keeps the process alive, and its callback still runs.',
  },
  port: {
    one: 'a handle is left open',
    several: 'handles are left open',
    why: 'What is open and listens keeps the process alive, although nobody needs it any more.',
  },
  file: {
    one: 'a file is left open',
    several: 'files are left open',
    why: 'A process may have only so many files open, and Node closes a forgotten one some time later, or never.',
  },
} as const;

/** @param left not empty; only the first kind is named */
export function leak(left: readonly Left[]): Fault {
  const kind = left[0]?.what ?? 'timer';
  const { one, several, why } = leaks[kind];
  return {
    kind: 'leak',
    message: `All tasks have finished, but ${left.filter(({ what }) => what === kind).length === 1 ? one : several}.`,
    why,
    evidence: left.map(({ name }) => name),
  };
}

/**
 * @param after name of the last action, empty before the first
 * @param call of the learner's code that did not return, if there is one
 */
export function stuck(after: string, call?: EndlessCall): Fault {
  return {
    kind: 'stuck',
    message: `The code did not give control back for 2 seconds${after === '' ? '' : ` after "${after}"`}.`,
    why: `${call ? `${notReturned(call.name)} ` : ''}As long as it runs nothing else can: no timer goes off, and no answer comes.`,
    ...(call && { location: call.location }),
  };
}

export function neverLoads(): Fault {
  return {
    kind: 'deadlock',
    message: 'The code never finishes loading.',
    why: 'An await outside of all functions waits for something that does not happen.',
  };
}

/** `The task "A"`, `The tasks "A", "B" and "C"`. */
function named(tasks: readonly Task[]): string {
  const names = tasks.map(({ name }) => `"${name}"`);
  const last = names.pop() ?? '';
  return names.length === 0 ? `The task ${last}` : `The tasks ${names.join(', ')} and ${last}`;
}
