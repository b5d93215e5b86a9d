import { UserError } from '../../course/user-error.ts';
import type { ReadJournal } from './journal.ts';
import { essenceOf, isMark, type JournalEntry } from './record.ts';

/**
 * Joins what several machines have graded.
 *
 * @throws {UserError} when they are of different kits or classes, or two have different marks for the same files
 */
export const mergeJournals = (
  journals: readonly { readonly path: string; readonly journal: ReadJournal }[],
): ReadonlyMap<string, JournalEntry> => {
  const [first, ...rest] = journals;
  const other = rest.find(
    ({ journal: { header } }) =>
      header.kit !== first?.journal.header.kit || header.class !== first.journal.header.class,
  );
  if (other && first)
    throw new UserError(
      `\`${first.path}\` and \`${other.path}\` were made with different kits, or with different class files.`,
      'Grade both again with the same kit and class file.',
    );
  const merged = new Map<string, { readonly entry: JournalEntry; readonly path: string }>();
  for (const { path, journal } of journals) {
    for (const [key, entry] of journal.entries) {
      const before = merged.get(key);
      if (before) refuseConflict(before, { entry, path });
      if (!before || (isMark(entry.record) && !isMark(before.entry.record))) merged.set(key, { entry, path });
    }
  }
  return new Map([...merged].map(([key, { entry }]) => [key, entry]));
};

type Found = { readonly entry: JournalEntry; readonly path: string };

const refuseConflict = (a: Found, b: Found): void => {
  const [one, two] = [a.entry.record, b.entry.record];
  if (!isMark(one) || !isMark(two) || essenceOf(one) === essenceOf(two)) return;
  throw new UserError(
    `${a.path} and ${b.path} disagree about ${one.learner}, ${one.exercise}.`,
    one.hash === two.hash
      ? 'The same files got different marks: please report it.'
      : 'They graded different files: collect once, and grade what that made.',
  );
};

/** One line per record, by learner and exercise: equal marks are equal bytes. */
export const recordLines = (entries: ReadonlyMap<string, JournalEntry>): string =>
  [...entries]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { record }]) => `${JSON.stringify(record)}\n`)
    .join('');
