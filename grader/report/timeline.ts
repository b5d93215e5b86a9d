import type { Location } from '../verdict/location.ts';
import type { Row, Timeline } from '../verdict/timeline.ts';
import { pendingLines, type RowLines } from './pending-lines.ts';
import type { Style } from './style.ts';
import { displayWidth, printable, toAscii } from './text.ts';
import { gap, indentOf, Painter, placeWidth, type Table, type TableRow } from './timeline-painter.ts';

/** Below this a column holds no readable sentence. */
const narrowestLane = 16;

/**
 * A run as a table: lanes as columns, one operation a row, memory at the right.
 * Nothing is left out: what is too wide for its cell wraps, memory that is too wide gets lines
 * of its own, and lanes that do not fit side by side are named in one column instead.
 */
export const renderTimeline = (timeline: Timeline, style: Style): readonly string[] => {
  const { header, rows } = timelineParts(timeline, style);
  return [...header, ...rows.flat()];
};

export type TimelineParts = {
  readonly header: readonly string[];
  /** The lines of each row. */
  readonly rows: readonly (readonly string[])[];
};

/** The table in parts, for those who show it row by row. */
export const timelineParts = (timeline: Timeline, style: Style): TimelineParts => {
  const shown = readable(timeline, style);
  const digits = String(shown.rows.length).length;
  const left = 2 + digits + 3;
  const room = style.width - left;
  const memoryWidths = shown.memory.map((name, index) =>
    Math.max(displayWidth(name), ...shown.rows.map((row) => displayWidth(row.memory[index] ?? ''))),
  );
  const memoryRoom = memoryWidths.reduce((sum, width) => sum + gap + width, 0);
  const memoryAtRight = memoryRoom <= room * 0.4;
  const lanesRoom = memoryAtRight ? room - memoryRoom : room;
  const isFolded = lanesRoom < shown.lanes.length * (narrowestLane + gap);
  const table = isFolded ? folded(shown) : shown;
  const widths = laneWidths(table, lanesRoom);
  const painter = new Painter(table, style, { left, widths, lanesRoom, memoryWidths, memoryAtRight });
  return { header: painter.header(), rows: painter.rows() };
};

const readable = (timeline: Timeline, { ascii }: Style): Table => {
  const clean = (text: string): string => (ascii ? toAscii(printable(text)) : printable(text)).replaceAll('\n', ' ');
  const files = new Set(timeline.rows.flatMap((row) => (row.location ? [row.location.file] : [])));
  const place = ({ file, line }: Location): string => (files.size === 1 ? `:${line}` : `${file}:${line}`);
  const lines = pendingLines(timeline);
  const tableRow = (row: Row, index: number): TableRow => ({
    lane: row.lane,
    lines: lines[index] ?? noLines,
    text: clean(row.text),
    place: row.location ? clean(place(row.location)) : '',
    memory: row.memory.map(clean),
    pause: row.paused ? clean('┆ paused') : undefined,
    note: row.note === undefined ? undefined : clean(`◀── ${row.note}`),
  });
  return { lanes: timeline.lanes.map(clean), memory: timeline.memory.map(clean), rows: timeline.rows.map(tableRow) };
};

const noLines: RowLines = { track: 0, beside: [], below: [] };

/** A table without empty room for the lanes: who takes the step is then said in the row. */
const folded = (table: Table): Table => {
  const name = (row: TableRow): string => table.lanes[row.lane] ?? '';
  return {
    ...table,
    lanes: [''],
    rows: table.rows.map((row) => ({
      ...row,
      lane: 0,
      lines: noLines,
      text: `${name(row)}: ${row.text}`,
      pause: row.pause && `${row.pause}: ${name(row)}`,
    })),
  };
};

/** Each lane gets what it needs where that fits, else the same share. */
const laneWidths = (table: Table, room: number): readonly number[] => {
  const share = Math.floor(room / table.lanes.length) - gap;
  const needs = table.lanes.map((lane, index) => {
    const cells = table.rows
      .filter((row) => row.lane === index)
      .map((row) => Math.max(indentOf(row) + displayWidth(row.text) + placeWidth(row), displayWidth(row.pause ?? '')));
    return Math.max(displayWidth(lane), ...cells);
  });
  const spare = room - needs.reduce((sum, need) => sum + need + gap, 0);
  return spare >= 0
    ? needs.map((need) => need + Math.min(4, Math.floor(spare / needs.length)))
    : needs.map(() => share);
};
