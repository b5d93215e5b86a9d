import { parse } from 'csv-parse/sync';
import { messageOf } from '../../course/message-of.ts';
import { UserError } from '../../course/user-error.ts';
import { blockedBy, type LearnerMarks } from '../grade/class-marks.ts';
import { sumOf } from '../grade/marks.ts';

/*
 * Platforms take back only the very file that they gave. So one of its columns is filled, and every other byte stays:
 * byte order mark, line ends, quotes, and columns that only the platform understands.
 */

export type Template = {
  readonly text: string;
  readonly rows: readonly TemplateRow[];
};

export type TemplateRow = {
  /** Values in the order of the headings. */
  readonly cells: readonly string[];
  /** Where each cell is in the text: from its first character, quotes included, to after its last. */
  readonly spans: readonly (readonly [from: number, to: number])[];
};

/** @throws {UserError} when the text is not CSV */
export const readTemplate = (text: string, path: string): Template => {
  if (/^[^,"\n]*;/.test(text))
    throw new UserError(`\`${path}\` has semicolons between its columns.`, 'Export it with commas from the platform.');
  try {
    parse(text, { bom: true, relax_column_count: true });
    return { text, rows: rowsOf(text) };
  } catch (cause) {
    throw new UserError(
      `\`${path}\` cannot be read as CSV: ${messageOf(cause)}`,
      'Export it again from the platform.',
      { cause },
    );
  }
};

/** Splits by RFC 4180, and keeps the places. The text has been parsed before, so all quotes are closed. */
const rowsOf = (text: string): readonly TemplateRow[] => {
  const rows: TemplateRow[] = [];
  let spans: [number, number][] = [];
  let from = text.startsWith('\u{FEFF}') ? 1 : 0;
  let quoted = false;
  const endRow = (): void => {
    rows.push({ spans, cells: spans.map(([start, end]) => valueOf(text.slice(start, end))) });
    spans = [];
  };
  for (let at = from; at <= text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (quoted || (character !== undefined && character !== ',' && character !== '\n')) continue;
    const isEnd = character !== ',';
    if (character === undefined && from === at && spans.length === 0) break;
    spans.push([from, isEnd && text[at - 1] === '\r' ? at - 1 : at]);
    from = at + 1;
    if (isEnd) endRow();
  }
  return rows;
};

const valueOf = (raw: string): string => (raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);

export const isNumber = (cell: string | undefined): cell is string =>
  cell !== undefined && /^\d+([.,]\d+)?$/.test(cell);

export type Filled = {
  readonly text: string;
  /** What the teacher must know: rows that were left unchanged, learners without a row. */
  readonly notes: readonly string[];
};

/**
 * For each of the marks, the row of its learner; -1 if there is none.
 * @param isOf whether these cells are the learner's
 */
export const rowsOfLearners = (
  { rows }: Template,
  marks: readonly LearnerMarks[],
  isOf: (cells: readonly string[], id: string) => boolean,
): readonly number[] =>
  marks.map(({ learner: { id } }) => rows.findIndex(({ cells }, row) => row > 0 && isOf(cells, id)));

/**
 * Fills the learners' rows, and notes what was left unchanged.
 * @param rowOf see `rowsOfLearners`
 * @param maximum what the platform takes for the best mark, if it says
 */
export const fillRows = (
  template: Template,
  column: number,
  marks: readonly LearnerMarks[],
  rowOf: readonly number[],
  path: string,
  maximum: string | undefined,
): Filled => {
  const notes: string[] = [];
  const most = sumOf((marks[0]?.exercises ?? []).map(({ max }) => max));
  if (marks.length > 0 && isNumber(maximum) && Number(maximum.replace(',', '.')) !== most)
    notes.push(
      `The best mark is ${maximum} in ${path}, but ${most} in this class: the marks mean something else there.`,
    );
  const fills = marks.flatMap((mark, index) => {
    const { id, name } = mark.learner;
    const row = rowOf[index] ?? -1;
    const left = (why: string): readonly Fill[] => {
      notes.push(`${id} (${name}) ${why}.`);
      return [];
    };
    if (row < 0) return left(`has no row in ${path}`);
    if (rowOf.indexOf(row) !== rowOf.lastIndexOf(row)) return left(`has the same row in ${path} as another learner`);
    if (template.rows[row]?.spans[column] === undefined)
      return left(`is left unchanged: the row in ${path} is too short`);
    if (mark.total === undefined) return left(`is left unchanged: ${blockedBy(mark)}`);
    return [{ row, column, value: String(mark.total) }];
  });
  if (rowOf.every((row) => row < 0) && marks.some(({ total }) => total !== undefined)) {
    throw new UserError(`No row of \`${path}\` belongs to a learner of this class.`, 'Is it from another course?');
  }
  return { text: filled(template, fills), notes };
};

type Fill = { readonly row: number; readonly column: number; readonly value: string };

/** The same text with these cells filled, and no other byte changed. */
const filled = ({ text, rows }: Template, fills: readonly Fill[]): string => {
  const places = fills.map(({ row, column, value }) => {
    const span = rows[row]?.spans[column];
    if (!span) throw new Error(`Expected a cell in row ${row}, column ${column}`);
    return { span, value: /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value };
  });
  let result = '';
  let done = 0;
  for (const { span, value } of places.toSorted((a, b) => a.span[0] - b.span[0])) {
    result += text.slice(done, span[0]) + value;
    done = span[1];
  }
  return result + text.slice(done);
};
