import { dependent } from '../../explore/dependence.ts';
import { causalPast } from '../../explore/minimise.ts';
import { hasPlace, overlaps } from '../../explore/operation.ts';
import type { Row, Timeline } from '../../explore/timeline.ts';
import { folded } from './folding.ts';
import type { Column, Names } from './names.ts';
import type { Entry } from './records.ts';
import { noteOn, textOf } from './row-text.ts';
import { operationsOf } from './steps.ts';
import type { Run } from './team.ts';

/** Elements of one array that get a column each; of more, the array is shown as a whole. */
const maxColumns = 4;
/** Of a run without an end, so many rows show what it is like. */
const maxEndlessRows = 40;

/**
 * One run as a picture: each operation a row.
 * @param about the operations that it is about; what had no influence on them is left out. Absent: all
 */
export function timelineOf(names: Names, run: Run, about?: readonly number[]): Timeline {
  const { entries, chronicles } = run;
  const moments = new Map(chronicles.flatMap((each) => each.moments.map((moment) => [moment.entry, moment])));
  const labels = new Map(chronicles.flatMap((each) => each.marks.map(({ entry, label }) => [entry, label])));
  const past = about && causalPast(operationsOf(entries), dependent, about);
  const shown = [...entries.entries()].filter(([index, { verb }]) => verb !== 'start' && past?.has(index) !== false);
  const columns = columnsOf(
    names,
    shown.map(([, entry]) => entry),
  );
  const rows = shown.map(([index, entry]): Row => {
    const moment = moments.get(index);
    const note = noteOn(entries, index, names);
    return {
      lane: entry.op.lane,
      text: labels.get(index) ?? textOf(entry, names),
      memory: columns.map(({ show }) => (moment === undefined ? '' : show(moment.memory))),
      ...(moment?.location && { location: moment.location }),
      ...(paused(entries, index) && { paused: true }),
      ...(note !== undefined && { note }),
    };
  });
  const story = folded(rows);
  return {
    lanes: names.threads,
    memory: columns.map(({ name }) => name),
    rows: run.end === 'endless' || run.end === 'overflow' ? story.slice(0, maxEndlessRows) : story,
  };
}

/** What of memory is shown: what the run touched. */
function columnsOf(names: Names, entries: readonly Entry[]): readonly Column[] {
  const touched = entries.flatMap(({ op }) => (hasPlace(op) ? [op] : []));
  return names.regions.flatMap((_, region) => {
    const elements = names.elements(region).filter(({ place }) => touched.some((op) => overlaps(op, place)));
    if (elements.length === 0) return [];
    return elements.length <= maxColumns ? elements : [names.whole(region)];
  });
}

/** Whether another thread went on although this one could have. */
function paused(entries: readonly Entry[], index: number): boolean {
  const actor = entries[index]?.actor;
  const next = entries[index + 1];
  return actor !== undefined && next !== undefined && next.actor !== actor && ((next.enabled >>> actor) & 1) === 1;
}
