import type { Step } from '../../../explore/model.ts';
import { hasRange, isPlain, type Operation } from '../../../explore/operation.ts';
import { findRace, type DataRace } from '../../../explore/race.ts';

/** The first data race of a run. @param operations all of them, including those that were not a choice */
export function raceIn(operations: readonly Step<Operation>[]): DataRace | undefined {
  return canRace(operations) ? findRace(operations.map(withoutChance)) : undefined;
}

/** Whether there could be a race at all: most runs need no closer look. */
function canRace(operations: readonly Step<Operation>[]): boolean {
  let size: number | undefined;
  for (const { op } of operations) {
    if (isPlain(op)) return true;
    if (!hasRange(op)) continue;
    size ??= op.size;
    if (op.size !== size) return true;
  }
  return false;
}

/**
 * The language orders all that enter the list of waiters of an address, including a `notify` that finds no waiter and
 * a `wait` that does not begin. But the search takes their order for irrelevant and tries only one; a race that this
 * one order hides would never be seen. So these two order nothing.
 */
function withoutChance(step: Step<Operation>): Step<Operation> {
  const { op } = step;
  switch (op.kind) {
    case 'wait-not-equal':
      return { ...step, op: { ...op, kind: 'load', order: 'sc' } };
    case 'notify-none':
      return { ...step, op: { kind: 'mark', lane: op.lane, matter: 0 } };
    default:
      return step;
  }
}
