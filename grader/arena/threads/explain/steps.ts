import type { Schedule, Step } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import type { Entry } from '../block/records.ts';
import { maxChoices } from '../../common/limits.ts';
import type { Run } from '../block/run.ts';

/** The choices of a run, as the search sees them. */
export function stepsOf(entries: readonly Entry[]): Step<Operation>[] {
  const indices = stepIndices(entries);
  return entries.flatMap(({ actor, op, enabled, after }) =>
    enabled === 0
      ? []
      : [{ actor, op, enabled: actorsOf(enabled), ...afterStep(after === undefined ? -1 : indices[after]) }],
  );
}

/** All operations of a run, including those that were not a choice. */
export function operationsOf(entries: readonly Entry[]): Step<Operation>[] {
  return entries.map(({ actor, op, enabled, after }) => ({
    actor,
    op,
    enabled: actorsOf(enabled),
    ...afterStep(after),
  }));
}

/** Whether the run did not end by itself. */
export function isCut({ end }: Run): boolean {
  return end === 'endless' || end === 'overflow';
}

/** The schedule that repeats a run, without the turns that continued an endless one. */
export function choicesOf(run: Run): Schedule {
  const schedule = run.entries.map(({ actor }) => actor);
  return isCut(run) ? schedule.slice(0, maxChoices) : schedule;
}

/**
 * For each entry, the index of its step; for an entry that was not a choice, that of its thread's last step, to which
 * it belongs.
 */
function stepIndices(entries: readonly Entry[]): number[] {
  const last = new Map<number, number>();
  let steps = 0;
  return entries.map(({ op, enabled }) => {
    if (enabled !== 0) last.set(op.lane, steps++);
    return last.get(op.lane) ?? -1;
  });
}

function afterStep(after: number | undefined): { after?: number } {
  return after === undefined || after < 0 ? {} : { after };
}

function actorsOf(mask: number): number[] {
  const actors: number[] = [];
  for (let actor = 0; mask >>> actor !== 0; actor++) if ((mask >>> actor) & 1) actors.push(actor);
  return actors;
}
