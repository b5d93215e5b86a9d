import type { Actor, Step } from './model.ts';
import type { Operation } from './operation.ts';

/** Why a run did not end: `turning` threads repeat themselves, the `others` make progress. */
export type Endless = { readonly turning: readonly Actor[]; readonly others: readonly Actor[] };

/** This many equal rounds in a row at the end of a run count as a loop. */
const rounds = 3;

/** Sorts the threads that still run when a run is cut short. */
export function endless(steps: readonly Step<Operation>[], running: readonly Actor[]): Endless {
  const turning = running.filter((lane) => lastRound(steps, lane).length > 0);
  return { turning, others: running.filter((lane) => !turning.includes(lane)) };
}

/** The few operations that the thread keeps repeating at the end of the run; none if it does not repeat itself. */
export function lastRound(steps: readonly Pick<Step<Operation>, 'op'>[], lane: Actor): readonly Operation[] {
  const own = steps.map(({ op }) => op).filter((op) => op.lane === lane);
  const done = own.map((op) => signature(op));
  for (let period = 1; period * rounds <= done.length; period++) {
    const tail = done.slice(-period * rounds);
    if (tail.every((entry, index) => entry === tail[index % period])) return own.slice(-period);
  }
  return [];
}

function signature(op: Operation): string {
  const value = [...('read' in op ? [op.read] : []), ...('wrote' in op ? [op.wrote] : [])].join('→');
  return 'byte' in op ? `${op.kind} ${op.buffer}:${op.byte} ${value}` : op.kind;
}
