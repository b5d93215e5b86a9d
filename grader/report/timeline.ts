import type { Location } from '../verdict/location.ts';
import { firstOf, lastOf, type Shown } from './fitting.ts';
import type { Row, Timeline } from '../verdict/timeline.ts';
import { noReturnText } from './no-return-text.ts';
import { pendingLines, type RowLines } from './pending-lines.ts';
import type { Style } from './style.ts';
import { displayWidth, printable, toAscii } from './text.ts';
import { gap, indentOf, Painter, placeWidth, type Table, type TableRow } from './timeline-painter.ts';

/** A narrower column holds no readable sentence. */
const narrowestLane = 16;

export type TimelineParts = {
  readonly header: readonly string[];
  /** The lines of each row that is shown. */
  readonly rows: readonly (readonly string[])[];
  /** Index in `rows` of the one that is the point of no return. */
  readonly turn: number | undefined;
};

/**
 * A run as a table: lanes as columns, one operation a row, memory at the right. What is too wide for its
 * cell wraps, memory that is too wide gets lines of its own, and lanes that do not fit side by side are
 * named in one column instead.
 * @param shown what each line shows; absent: every row
 */
export const timelineParts = (
  timeline: Timeline,
  style: Style,
  shown: readonly Shown[] = timeline.rows.map((_, index) => ({ kind: 'row', index })),
): TimelineParts => {
  const table = readable(timeline, shown, style);
  const digits = String(timeline.rows.length).length;
  const left = 2 + digits + 3;
  const room = style.width - left;
  const memoryWidths = table.memory.map((name, index) =>
    Math.max(displayWidth(name), ...table.rows.map((row) => displayWidth(row.memory[index] ?? ''))),
  );
  const memoryRoom = memoryWidths.reduce((sum, width) => sum + gap + width, 0);
  const needed = laneNeeds(table).reduce((sum, need) => sum + need + gap, 0);
  const memoryAtRight = memoryRoom <= room * 0.4 || memoryRoom + needed <= room;
  const lanesRoom = memoryAtRight ? room - memoryRoom : room;
  const isNarrow = lanesRoom < table.lanes.length * (narrowestLane + gap);
  const laid = isNarrow ? inOneColumn(table) : table;
  const widths = laneWidths(laid, lanesRoom);
  const painter = new Painter(laid, style, { left, widths, lanesRoom, memoryWidths, memoryAtRight });
  const turn = shown.findIndex((each) => firstOf(each) === timeline.noReturn?.row);
  return { header: painter.header(), rows: painter.rows(), turn: turn < 0 ? undefined : turn };
};

/** What the signs in a picture mean. */
export const legendOf = ({ rows, pending = [] }: Timeline, style: Style): string => {
  const has = (sign: string): boolean => rows.some(({ text }) => text.includes(sign));
  const meanings = [
    ...(pending.length > 0 ? ['┆ waits for the answer'] : []),
    ...(has('◀┄') ? ['◀┄ the answer comes'] : []),
    ...(has('✓') ? ['✓ done'] : []),
    ...(has('✗') || pending.some(({ givenUp }) => givenUp) ? ['✗ not done'] : []),
  ];
  return meanings.length === 0 ? '' : cleanFor(style)(meanings.join(' · '));
};

const cleanFor =
  ({ ascii }: Style) =>
  (text: string): string =>
    (ascii ? toAscii(printable(text)) : printable(text)).replaceAll('\n', ' ');

const readable = (timeline: Timeline, shown: readonly Shown[], style: Style): Table => {
  const clean = cleanFor(style);
  const files = new Set(timeline.rows.flatMap((row) => (row.location ? [row.location.file] : [])));
  const place = ({ file, line }: Location): string => (files.size === 1 ? `:${line}` : `${file}:${line}`);
  const lines = pendingLines(timeline);
  const { noReturn } = timeline;
  const turnAt = (index: number): string | undefined => {
    return noReturn?.row === index ? clean(noReturnText(noReturn)) : undefined;
  };
  const tableRow = (each: Shown): TableRow => {
    const index = firstOf(each);
    const row = timeline.rows[index] ?? emptyRow;
    const last = timeline.rows[lastOf(each)] ?? row;
    const below = lines[lastOf(each)]?.below ?? [];
    if (each.kind === 'gap') return gapRow(timeline, each, below, clean);
    return {
      number: String(index + 1),
      turn: turnAt(index),
      lane: row.lane,
      lines: { ...(lines[index] ?? noLines), below },
      text: clean(each.kind === 'loop' ? loopText(timeline, each) : row.text),
      place: row.location ? clean(place(row.location)) : '',
      memory: last.memory.map(clean),
      pause: last.paused ? clean('┆ paused') : undefined,
      note: row.note === undefined ? undefined : clean(`◀── ${row.note}`),
    };
  };
  return { lanes: timeline.lanes.map(clean), memory: timeline.memory.map(clean), rows: shown.map(tableRow) };
};

const loopText = ({ rows }: Timeline, { from, length, times }: Extract<Shown, { kind: 'loop' }>): string => {
  const round = rows.slice(from, from + length).map(({ text }) => text);
  const told = round.length <= 2 ? round.join(', ') : `${round[0] ?? ''} and ${round.length - 1} more steps`;
  return `${told}  × ${times}`;
};

/** Says what is left out, in the column of the lane that did most of it. */
const gapRow = (
  { lanes, rows }: Timeline,
  { from, to }: Extract<Shown, { kind: 'gap' }>,
  beside: RowLines['below'],
  clean: (text: string) => string,
): TableRow => {
  const hidden = rows.slice(from, to + 1);
  const who = lanes.filter((_, lane) => hidden.some((row) => row.lane === lane));
  const by = who.length === 1 ? '' : ` of ${who.length} lanes`;
  return {
    number: '',
    turn: undefined,
    lane: hidden.at(-1)?.lane ?? 0,
    lines: {
      track: Math.max(0, ...beside.filter(({ lane }) => lane === hidden.at(-1)?.lane).map(({ track }) => track + 1)),
      beside,
      below: beside,
    },
    text: clean(`… ${hidden.length} ${hidden.length === 1 ? 'step' : 'steps'}${by}`),
    place: '',
    memory: hidden.at(-1)?.memory.map(clean) ?? [],
    pause: undefined,
    note: undefined,
  };
};

const emptyRow: Row = { lane: 0, text: '', memory: [] };

const noLines: RowLines = { track: 0, beside: [], below: [] };

/** A table without empty columns for lanes: the row then says who takes the step. */
const inOneColumn = (table: Table): Table => {
  const name = (row: TableRow): string => table.lanes[row.lane] ?? '';
  return {
    ...table,
    lanes: [''],
    rows: table.rows.map((row) => ({
      ...row,
      lane: 0,
      lines: noLines,
      text: row.number === '' ? row.text : `${name(row)}: ${row.text}`,
      pause: row.pause && `${row.pause}: ${name(row)}`,
    })),
  };
};

const laneNeeds = (table: Table): readonly number[] =>
  table.lanes.map((lane, index) => {
    const cells = table.rows
      .filter((row) => row.lane === index)
      .map((row) => Math.max(indentOf(row) + displayWidth(row.text) + placeWidth(row), displayWidth(row.pause ?? '')));
    return Math.max(displayWidth(lane), ...cells);
  });

/** Each lane gets what it needs if that fits, else an equal share. */
const laneWidths = (table: Table, room: number): readonly number[] => {
  const share = Math.floor(room / table.lanes.length) - gap;
  const needs = laneNeeds(table);
  const spare = room - needs.reduce((sum, need) => sum + need + gap, 0);
  return spare >= 0
    ? needs.map((need) => need + Math.min(4, Math.floor(spare / needs.length)))
    : needs.map(() => share);
};
