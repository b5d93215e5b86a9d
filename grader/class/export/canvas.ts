import { UserError } from '../../course/user-error.ts';
import type { LearnerMarks } from '../grade/class-marks.ts';
import { fillRows, readTemplate, rowsOfLearners, type Filled } from './template.ts';

/** Columns that identify the learner of a row, the most reliable first. */
const keyColumns = ['ID', 'SIS User ID', 'SIS Login ID'];

/**
 * Fills one column, `Title (assignmentId)`, of the gradebook that the teacher exported from Canvas.
 *
 * @param column the column's heading, or a part that no other heading has
 * @throws {UserError} when there is no such column, or the gradebook is of another course
 */
export const fillCanvas = (text: string, path: string, column: string, marks: readonly LearnerMarks[]): Filled => {
  const template = readTemplate(text, path);
  const headings = template.rows[0]?.cells ?? [];
  const target = assignmentColumn(headings, column, path);
  const keys = keyColumns.map((name) => headings.indexOf(name)).filter((index) => index >= 0);
  if (keys.length === 0)
    throw new UserError(
      `\`${path}\` has none of the columns ${keyColumns.join(', ')}.`,
      'Export the gradebook from Canvas, and do not edit it.',
    );
  // By one column only: all ids are of one kind, and one learner's number may be somebody else's in another column.
  const rowsBy = (key: number): readonly number[] => rowsOfLearners(template, marks, (cells, id) => cells[key] === id);
  const [found = []] = keys.map(rowsBy).toSorted((a, b) => countOf(b) - countOf(a));
  const possible = template.rows.find(({ cells }) => cells[0]?.trim() === 'Points Possible')?.cells[target];
  return fillRows(template, target, marks, found, path, possible);
};

const countOf = (rows: readonly number[]): number => rows.filter((row) => row >= 0).length;

const assignmentColumn = (headings: readonly string[], wanted: string, path: string): number => {
  const assignments = headings.filter((heading) => /\(\d+\)$/.test(heading));
  const exact = assignments.filter((heading) => heading === wanted);
  const [found, ...more] = exact.length > 0 ? exact : assignments.filter((heading) => heading.includes(wanted));
  if (found !== undefined && more.length === 0) return headings.indexOf(found);
  const known = assignments.length === 0 ? 'It has no assignments.' : `Its assignments are: ${assignments.join(', ')}.`;
  throw new UserError(
    `\`${path}\` has ${found === undefined ? 'no' : 'more than one'} assignment \`${wanted}\`.`,
    known,
  );
};
