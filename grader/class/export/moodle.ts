import { UserError } from '../../course/user-error.ts';
import type { LearnerMarks } from '../grade/class-marks.ts';
import { fillRows, isNumber, readTemplate, rowsOfLearners, type Filled, type TemplateRow } from './template.ts';

/*
 * Moodle's offline grading worksheet. Its headings are in the language of whoever downloaded it, and its columns depend
 * on the assignment's settings. What can be relied on: the first column is the identifier, such as `Participant 12345`
 * in that language; the grade is right before the maximum grade, which is a number in each row
 * (mod/assign/feedback/offline/importgradeslib.php).
 */

/** `Participant 12345`, `Teilnehmer/in12345` */
const participant = /(\d+)\s*$/;

/**
 * Fills the column of grades. Moodle itself refuses rows whose mark in the worksheet is newer than the grading; all
 * else stays byte for byte.
 *
 * @param grade heading of the column, if it can't be found automatically
 * @throws {UserError} when the worksheet has no identifiers, or no column of grades that is certain
 */
export const fillMoodle = (text: string, path: string, marks: readonly LearnerMarks[], grade?: string): Filled => {
  const template = readTemplate(text, path);
  const [head, ...below] = template.rows;
  // An editor may have added empty lines at the end.
  const rows = below.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!head || rows.length === 0 || !rows.every(({ cells }) => participant.test(cells[0] ?? ''))) {
    throw new UserError(
      `\`${path}\` is not a Moodle grading worksheet: its first column must be the identifier.`,
      'In the assignment: "Download grading worksheet".',
    );
  }
  const column = gradeColumn(head, rows, path, grade);
  const rowOf = rowsOfLearners(template, marks, ([cell = ''], id) => isSame(cell, id));
  return fillRows(template, column, marks, rowOf, path, rows[0]?.cells[column + 1]);
};

/** An id of another kind, such as `team-7`, may end in a participant's number by chance. */
const isSame = (cell: string, id: string): boolean =>
  cell.trim() === id || (/^(?:Participant )?\d+$/.test(id) && numberIn(cell) === numberIn(id));

const numberIn = (identifier: string | undefined): string | undefined => participant.exec(identifier ?? '')?.[1];

const gradeColumn = (
  { cells: headings }: TemplateRow,
  rows: readonly TemplateRow[],
  path: string,
  wanted?: string,
): number => {
  const named = headings.indexOf(wanted ?? 'Grade');
  if (named >= 0) return named;
  if (wanted !== undefined)
    throw new UserError(`\`${path}\` has no column \`${wanted}\`.`, `Its columns are: ${headings.join(', ')}.`);
  // The maximum is the same number in each row.
  const maxima = headings.flatMap((_, index) => {
    const values = new Set(rows.map(({ cells }) => cells[index]));
    return index > 1 && values.size === 1 && isNumber(rows[0]?.cells[index]) ? [index] : [];
  });
  const [maximum, ...more] = maxima;
  if (maximum !== undefined && more.length === 0) return maximum - 1;
  throw new UserError(
    `It is not certain which column of \`${path}\` has the grades.`,
    `Name it with \`--column\`: ${headings.join(', ')}.`,
  );
};
