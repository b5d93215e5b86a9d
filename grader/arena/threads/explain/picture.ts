import { dependent } from '../../../explore/dependence.ts';
import { causalPast } from '../../../explore/minimise.ts';
import { hasRange, isPlain, overlaps } from '../../../explore/operation.ts';
import type { DataRace } from '../../../explore/race.ts';
import type { Row, Timeline } from '../../../verdict/timeline.ts';
import { folded, gathered, type Drawn } from './folding.ts';
import type { NoReturnEntry } from './no-return.ts';
import type { Column, Names } from '../scenario/names.ts';
import type { Entry } from '../block/records.ts';
import { noteOn, raceNote, textOf } from './row-text.ts';
import { isCut, operationsOf } from './steps.ts';
import type { Run } from '../block/run.ts';

/** Elements of one array that get a column each; with more, the array is shown as a whole. */
const maxColumns = 4;
/** This many rows show what a run without an end is like. */
const maxEndlessRows = 40;
/** Rows at the start and at the end of a very long story. */
const maxRowsBefore = 20;
const maxRowsAfter = 180;

type Story = {
  readonly about?: readonly number[] | undefined;
  readonly turn?: NoReturnEntry | undefined;
  readonly race?: DataRace | undefined;
};

/**
 * One run as a picture: each operation a row.
 * @param story.about the operations that the picture is about; what had no influence on them is left out. Absent: all
 * @param story.turn the point of no return, if it is known
 * @param story.race the two accesses that nothing orders, if that is what the picture shows
 */
export function timelineOf(names: Names, run: Run, { about, turn, race }: Story = {}): Timeline {
  const { entries, chronicles } = run;
  const moments = new Map(chronicles.flatMap((each) => each.moments.map((moment) => [moment.entry, moment])));
  const labels = new Map(chronicles.flatMap((each) => each.marks.map(({ entry, label }) => [entry, label])));
  const past = about && causalPast(operationsOf(entries), dependent, about);
  const shown = [...entries.entries()].filter(([index, { verb }]) => verb !== 'start' && past?.has(index) !== false);
  const columns = columnsOf(
    names,
    shown.map(([, entry]) => entry),
  );
  // If the operation itself is left out, the next one shown stands for it.
  const turnAt = turn && shown.find(([index]) => index >= turn.entry)?.[0];
  let memory = columns.map(() => '');
  const rows = shown.map(([index, entry]): Drawn => {
    const moment = moments.get(index);
    if (moment !== undefined) memory = columns.map(({ show }) => show(moment.memory));
    const remark = raceNote(entries, index, names, race) ?? noteOn(entries, index, names);
    const note = moment?.more === undefined ? remark : `and ${moment.more} more times`;
    return {
      lane: entry.op.lane,
      text: labels.get(index) ?? textOf(entry, names),
      memory,
      ...(moment?.location && { location: moment.location }),
      ...(paused(entries, index) && { paused: true }),
      ...(note !== undefined && { note }),
      ...(index === turnAt && { isTurn: true }),
    };
  });
  const isOwn = ownAccesses(entries);
  const story = folded(gathered(rows, (row) => rows[row]?.isTurn !== true && isOwn(shown[row]?.[0] ?? -1)));
  const drawn = isCut(run) ? shortened(story, maxEndlessRows, 0) : shortened(story, maxRowsBefore, maxRowsAfter);
  const row = drawn.findIndex(({ isTurn }) => isTurn);
  return {
    lanes: names.threads,
    memory: columns.map(({ name }) => name),
    rows: drawn.map(withoutTurn),
    ...(turn && row >= 0 && { noReturn: { row, instead: insteadOf(names, entries, turn) } }),
  };
}

function withoutTurn(row: Drawn): Row {
  const { isTurn, ...rest } = row;
  return isTurn === undefined ? row : rest;
}

/** Names who continues in an order that ends well; what reaches a thread from elsewhere is not the thread itself. */
function insteadOf({ threads }: Names, entries: readonly Entry[], { entry, instead }: NoReturnEntry): string {
  // A message or a promise is an actor of its own; its thread is known once the step was taken.
  const lane = instead < threads.length ? instead : entries.find(({ actor }) => actor === instead)?.op.lane;
  if (lane === undefined) return 'another thread';
  const name = threads[lane] ?? 'another thread';
  return entries[entry]?.op.lane === lane ? `something else that ${name} waits for` : name;
}

/** Keeps the rows at both ends, with one between that says how many are left out. */
function shortened(rows: readonly Drawn[], before: number, after: number): readonly Drawn[] {
  const left = rows.length - before - after;
  const last = rows[before - 1 + left];
  if (left <= 1 || last === undefined) return rows;
  const told: Row = { lane: last.lane, text: `… ${left} more rows`, memory: last.memory };
  return [...rows.slice(0, before), told, ...rows.slice(rows.length - after, after === 0 ? 0 : undefined)];
}

/** The memory that is shown: what the run touched. */
function columnsOf(names: Names, entries: readonly Entry[]): readonly Column[] {
  const touched = entries.flatMap(({ op }) => (hasRange(op) ? [op] : []));
  return names.regions.flatMap((_, region) => {
    const elements = names.elements(region).filter(({ place }) => touched.some((op) => overlaps(op, place)));
    if (elements.length === 0) return [];
    return elements.length <= maxColumns ? elements : [names.whole(region)];
  });
}

/** Which entries are ordinary accesses to bytes that no other thread touched. */
function ownAccesses(entries: readonly Entry[]): (index: number) => boolean {
  const shared = new Set<string>();
  const first = new Map<string, number>();
  const bytes = (index: number): readonly string[] => {
    const op = entries[index]?.op;
    return op !== undefined && hasRange(op)
      ? Array.from({ length: op.size }, (_, byte) => `${op.buffer}:${op.byte + byte}`)
      : [];
  };
  for (const [index, { op }] of entries.entries()) {
    for (const byte of bytes(index)) {
      if (first.get(byte) === undefined) first.set(byte, op.lane);
      else if (first.get(byte) !== op.lane) shared.add(byte);
    }
  }
  return (index) => {
    const op = entries[index]?.op;
    return op !== undefined && isPlain(op) && bytes(index).every((byte) => !shared.has(byte));
  };
}

/** Whether another thread continued although this one could have. */
function paused(entries: readonly Entry[], index: number): boolean {
  const actor = entries[index]?.actor;
  const next = entries[index + 1];
  return actor !== undefined && next !== undefined && next.actor !== actor && ((next.enabled >>> actor) & 1) === 1;
}
