import type { Location, Row, Timeline } from '../explore/timeline.ts';
import type { Style } from './style.ts';
import { displayWidth, padEnd, printable, toAscii, wrap } from './text.ts';

/** Below this a column holds no readable sentence. */
const narrowestLane = 16;
const gap = 2;

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
  return new Painter(table, style, { left, widths, lanesRoom, memoryWidths, memoryAtRight }).parts();
};

/** A table without empty room for the lanes: `who` takes the step is then said in the row. */
type Table = {
  readonly lanes: readonly string[];
  readonly memory: readonly string[];
  readonly rows: readonly TableRow[];
};

type TableRow = {
  readonly lane: number;
  readonly text: string;
  readonly place: string;
  readonly memory: readonly string[];
  readonly pause: string | undefined;
  readonly note: string | undefined;
};

const readable = (timeline: Timeline, { ascii }: Style): Table => {
  const clean = (text: string): string => (ascii ? toAscii(printable(text)) : printable(text)).replaceAll('\n', ' ');
  const files = new Set(timeline.rows.flatMap((row) => (row.location ? [row.location.file] : [])));
  const place = ({ file, line }: Location): string => (files.size === 1 ? `:${line}` : `${file}:${line}`);
  const tableRow = (row: Row): TableRow => ({
    lane: row.lane,
    text: clean(row.text),
    place: row.location ? clean(place(row.location)) : '',
    memory: row.memory.map(clean),
    pause: row.paused ? clean('┆ paused') : undefined,
    note: row.note === undefined ? undefined : clean(`◀── ${row.note}`),
  });
  return { lanes: timeline.lanes.map(clean), memory: timeline.memory.map(clean), rows: timeline.rows.map(tableRow) };
};

const folded = (table: Table): Table => {
  const name = (row: TableRow): string => table.lanes[row.lane] ?? '';
  return {
    ...table,
    lanes: [''],
    rows: table.rows.map((row) => ({
      ...row,
      lane: 0,
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
      .map((row) => Math.max(displayWidth(row.text) + placeWidth(row), displayWidth(row.pause ?? '')));
    return Math.max(displayWidth(lane), ...cells);
  });
  const spare = room - needs.reduce((sum, need) => sum + need + gap, 0);
  return spare >= 0 ? needs.map((need) => need + Math.min(4, Math.floor(spare / needs.length))) : needs.map(() => share);
};

/** As `wrap`, but a call may be broken after its parenthesis, and an arrow stays with its value. */
const wrapCall = (text: string, width: number): readonly string[] => {
  if (displayWidth(text) <= width) return [text];
  const breakable = text.replaceAll(/(\w)\(/g, '$1( ').replaceAll(/(→|←|->|<-) /g, '$1\u00a0');
  return wrap(breakable, width).map((line) => line.replaceAll('( ', '(').replaceAll('\u00a0', ' '));
};

const placeWidth = ({ place }: TableRow): number => (place === '' ? 0 : gap + displayWidth(place));

type Layout = {
  /** Columns before the first lane. */
  readonly left: number;
  readonly widths: readonly number[];
  readonly lanesRoom: number;
  readonly memoryWidths: readonly number[];
  readonly memoryAtRight: boolean;
};

class Painter {
  readonly #table: Table;
  readonly #style: Style;
  readonly #layout: Layout;

  constructor(table: Table, style: Style, layout: Layout) {
    this.#table = table;
    this.#style = style;
    this.#layout = layout;
  }

  parts(): TimelineParts {
    const rows = this.#table.rows.map((row, index) => this.#row(row, index).map((line) => line.trimEnd()));
    return { header: this.#header().map((line) => line.trimEnd()), rows };
  }

  #header(): readonly string[] {
    const { left, memoryAtRight } = this.#layout;
    const { colors } = this.#style;
    const cells = this.#table.lanes.map((lane, index) => wrap(lane, this.#width(index)));
    const height = Math.max(...cells.map((cell) => cell.length));
    const lines = Array.from({ length: height }, (_, line) => {
      const lanes = cells.map((cell, index) => padEnd(cell[line] ?? '', this.#width(index) + gap)).join('');
      const memory = line === height - 1 && memoryAtRight ? this.#memoryCells(this.#table.memory) : '';
      return (' '.repeat(left) + this.#fill(lanes) + memory).trimEnd();
    });
    return lines.filter((line) => line !== '').map(colors.bold);
  }

  #row(row: TableRow, index: number): readonly string[] {
    const { colors, width } = this.#style;
    const { left, memoryAtRight } = this.#layout;
    const start = this.#start(row.lane);
    const [first = '', ...rest] = wrapCall(row.text, this.#width(row.lane) - placeWidth(row));
    const number = colors.dim(padEnd(String(index + 1).padStart(left - 3), left));
    const cell = ' '.repeat(start) + padEnd(first, this.#width(row.lane) - placeWidth(row));
    const place = row.place === '' ? '' : ' '.repeat(gap) + colors.cyan(row.place);
    const memory = memoryAtRight ? this.#memoryCells(row.memory) : '';

    const used = displayWidth(cell + place);
    const noteWidth = row.note === undefined ? 0 : gap + displayWidth(row.note);
    const fitsInside = rest.length === 0 && used + noteWidth <= this.#layout.lanesRoom;
    const fitsAfter = left + this.#layout.lanesRoom + displayWidth(memory) + noteWidth <= width;
    const note = row.note === undefined ? '' : ' '.repeat(gap) + colors.yellow(row.note);
    const inside = fitsInside ? note : '';
    const after = !fitsInside && fitsAfter ? note : '';
    return [
      number + this.#fill(cell + place + inside) + memory + after,
      ...rest.map((line) => ' '.repeat(left + start) + line),
      ...(fitsInside || fitsAfter ? [] : this.#noteLines(row.note ?? '', start)),
      ...(memoryAtRight ? [] : this.#memoryLines(index)),
      ...(row.pause === undefined ? [] : this.#laneLines(row.pause, row.lane)),
    ];
  }

  #laneLines(text: string, lane: number): readonly string[] {
    const indent = ' '.repeat(this.#layout.left + this.#start(lane));
    return wrap(text, this.#width(lane)).map((line) => indent + this.#style.colors.dim(line));
  }

  /** Under its row, moved to the left as far as it needs to. */
  #noteLines(note: string, start: number): readonly string[] {
    const { left, lanesRoom } = this.#layout;
    const from = Math.max(0, Math.min(start, lanesRoom - displayWidth(note)));
    return wrap(note, lanesRoom - from).map((line) => ' '.repeat(left + from) + this.#style.colors.yellow(line));
  }

  /** Memory that does not fit at the right: told under a row that changed it. */
  #memoryLines(index: number): readonly string[] {
    const values = this.#table.rows[index]?.memory ?? [];
    const before = this.#table.rows[index - 1]?.memory;
    const changed = this.#table.memory.flatMap((name, column) =>
      values[column] === undefined || values[column] === before?.[column] ? [] : [`${name} = ${values[column]}`],
    );
    const indent = ' '.repeat(this.#layout.left + gap);
    const lines = changed.flatMap((entry) => wrap(entry, this.#layout.lanesRoom - gap));
    return lines.map((line) => indent + this.#style.colors.dim(line));
  }

  #memoryCells(values: readonly string[]): string {
    return this.#layout.memoryWidths.map((width, column) => ' '.repeat(gap) + padEnd(values[column] ?? '', width)).join('');
  }

  #fill(lanes: string): string {
    return this.#layout.memoryAtRight ? padEnd(lanes, this.#layout.lanesRoom) : lanes;
  }

  #width(lane: number): number {
    return this.#layout.widths[lane] ?? 0;
  }

  #start(lane: number): number {
    return this.#layout.widths.slice(0, lane).reduce((sum, width) => sum + width + gap, 0);
  }
}
