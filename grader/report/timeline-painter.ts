import { type Mark, type RowLines } from './pending-lines.ts';
import { joined, type Piece } from './pieces.ts';
import type { Style } from './style.ts';
import { displayWidth, padEnd, toAscii, wrap } from './text.ts';

/** Columns between two cells. */
export const gap = 2;
/** Columns of a line down a lane, with the space after it. */
const trackWidth = 2;

export type Table = {
  readonly lanes: readonly string[];
  readonly memory: readonly string[];
  readonly rows: readonly TableRow[];
};

export type TableRow = {
  /** Its number, which is that of the step; none for a gap. */
  readonly number: string;
  /** A line across the picture before the row. */
  readonly turn: string | undefined;
  readonly lane: number;
  readonly lines: RowLines;
  readonly text: string;
  readonly place: string;
  readonly memory: readonly string[];
  readonly pause: string | undefined;
  readonly note: string | undefined;
};

export type Layout = {
  /** Columns before the first lane. */
  readonly left: number;
  readonly widths: readonly number[];
  readonly lanesRoom: number;
  readonly memoryWidths: readonly number[];
  readonly memoryAtRight: boolean;
};

export const placeWidth = ({ place }: TableRow): number => (place === '' ? 0 : gap + displayWidth(place));

/** Columns before the row's text that are left for lines. */
export const indentOf = ({ lines }: TableRow): number => lines.track * trackWidth;

/** Draws a table whose layout is known. */
export class Painter {
  readonly #table: Table;
  readonly #style: Style;
  readonly #layout: Layout;

  constructor(table: Table, style: Style, layout: Layout) {
    this.#table = table;
    this.#style = style;
    this.#layout = layout;
  }

  header(): readonly string[] {
    const { lanes, memory } = this.#table;
    const cells = lanes.map((lane, index) => wrap(lane, this.#width(index)));
    const height = Math.max(...cells.map((cell) => cell.length));
    const lines = Array.from({ length: height }, (_, line) => {
      const names = cells.map((cell, index) => ({ at: this.#start(index), text: cell[line] ?? '' }));
      return joined(line === height - 1 ? [...names, ...this.#memoryCells(memory)] : names);
    });
    return lines.filter((line) => line !== '').map(this.#style.colors.bold);
  }

  rows(): readonly (readonly string[])[] {
    return this.#table.rows.map((row, index) => this.#row(row, index));
  }

  #row(row: TableRow, index: number): readonly string[] {
    const { colors, width } = this.#style;
    const { left, lanesRoom, memoryWidths, memoryAtRight } = this.#layout;
    const start = this.#start(row.lane) + indentOf(row);
    const room = this.#width(row.lane) - indentOf(row);
    const [first = '', ...rest] = wrapCall(row.text, room - placeWidth(row));
    const placeAt = start + room - displayWidth(row.place);
    const texts: Piece[] = [
      { at: 0, text: row.number.padStart(left - 3), paint: colors.dim },
      { at: start, text: first },
      { at: placeAt, text: row.place, paint: colors.cyan },
      ...this.#memoryCells(row.memory),
    ];

    const note = row.note ?? '';
    const noteWidth = note === '' ? 0 : gap + displayWidth(note);
    const end = row.place === '' ? start + room : placeAt + displayWidth(row.place);
    const memoryEnd = left + lanesRoom + (memoryAtRight ? memoryWidths.reduce((sum, cell) => sum + gap + cell, 0) : 0);
    const fitsInside = rest.length === 0 && end + noteWidth <= left + lanesRoom;
    const fitsAfter = memoryEnd + noteWidth <= width;
    if (fitsInside) texts.push({ at: end + gap, text: note, paint: colors.yellow });
    else if (fitsAfter) texts.push({ at: memoryEnd + gap, text: note, paint: colors.yellow });

    const below = this.#marks(row.lines.below);
    const under = (lines: readonly string[], at: number, paint?: Piece['paint']): readonly string[] =>
      lines.map((text) => joined([{ at, text, ...(paint && { paint }) }], below));
    const isPending = row.lines.below.some(({ lane }) => lane === row.lane);
    return [
      ...this.#turn(row.turn),
      joined(texts, this.#marks(row.lines.beside)),
      ...under(rest, start),
      ...(fitsInside || fitsAfter ? [] : under(...this.#noteLines(note, start), colors.yellow)),
      ...(memoryAtRight ? [] : under(this.#memoryLines(index), left + gap, colors.dim)),
      // A line down the lane already says so.
      ...(row.pause === undefined || isPending ? [] : under(wrap(row.pause, room), start, colors.dim)),
    ];
  }

  #turn(text: string | undefined): readonly string[] {
    if (text === undefined) return [];
    const { ascii, colors, width } = this.#style;
    const [dash, lines] = [ascii ? '-' : '─', wrap(text, width - 8)];
    return lines.map((line) =>
      colors.yellow(`  ${dash.repeat(2)} ${line} ${dash.repeat(width - displayWidth(line) - 6)}`),
    );
  }

  /** Places the note under its row, moved to the left as far as needed. */
  #noteLines(note: string, start: number): readonly [lines: readonly string[], at: number] {
    const end = this.#layout.left + this.#layout.lanesRoom;
    const at = Math.max(this.#layout.left, Math.min(start, end - displayWidth(note)));
    return [wrap(note, end - at), at];
  }

  /** Memory that does not fit at the right: written under a row that changed it. */
  #memoryLines(index: number): readonly string[] {
    const { memory, rows } = this.#table;
    const values = rows[index]?.memory ?? [];
    const before = rows[index - 1]?.memory;
    const changed = memory.flatMap((name, column) => {
      const value = values[column];
      const isNews = before ? value !== before[column] : this.#matters(name, column);
      return value !== undefined && isNews ? [`${name} = ${value}`] : [];
    });
    return wrap(changed.join(', '), this.#layout.lanesRoom - gap).filter((line) => line !== '');
  }

  /** Whether anything is there, or the run changes or names it: many words are spare. */
  #matters(name: string, column: number): boolean {
    const { rows } = this.#table;
    const first = rows[0]?.memory[column];
    return first !== '0' || rows.some(({ memory, text }) => memory[column] !== first || text.includes(name));
  }

  #memoryCells(values: readonly string[]): readonly Piece[] {
    const { left, lanesRoom, memoryWidths, memoryAtRight } = this.#layout;
    if (!memoryAtRight) return [];
    const text = memoryWidths.map((width, column) => padEnd(values[column] ?? '', width)).join(' '.repeat(gap));
    return [{ at: left + lanesRoom + gap, text: text.trimEnd() }];
  }

  #marks(marks: readonly Mark[]): readonly Piece[] {
    const { ascii, colors } = this.#style;
    return marks.map(({ lane, track, sign }) => ({
      at: this.#start(lane) + track * trackWidth,
      text: ascii ? toAscii(sign) : sign,
      paint: colors.dim,
    }));
  }

  #width(lane: number): number {
    return this.#layout.widths[lane] ?? 0;
  }

  #start(lane: number): number {
    return this.#layout.left + this.#layout.widths.slice(0, lane).reduce((sum, width) => sum + width + gap, 0);
  }
}

/** Between two parts of a word that may be broken there; takes no column. */
const joint = '\u2060';

/**
 * As `wrap`, but a call may be broken after its parenthesis, a name that is wider than the line before a part of it
 * (`compare`, `Exchange`), and an arrow stays with its value.
 */
const wrapCall = (text: string, width: number): readonly string[] => {
  if (displayWidth(text) <= width) return [text];
  const calls = text.replaceAll(/(\w)\(/g, '$1( ').replaceAll(/(→|←|->|<-) /g, '$1\u00a0');
  const breakable = calls
    .split(' ')
    .map((word) => (displayWidth(word) <= width ? word : word.replaceAll(partOfName, `${joint} `)))
    .join(' ');
  return wrap(breakable, width).map((line) =>
    line.replaceAll(`${joint} `, '').replaceAll(joint, '').replaceAll('( ', '(').replaceAll('\u00a0', ' '),
  );
};

/** Before a capital letter, or behind a full stop. */
const partOfName = /(?<=[a-z\d])(?=[A-Z])|(?<=\w\.)(?=\w)/g;
