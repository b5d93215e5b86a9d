import { UserError } from '../../course/user-error.ts';
import type { ReadJournal } from './journal.ts';
import { essenceOf, isJudged, isMark, type GradeRecord, type JournalEntry } from './record.ts';
import { refuseMixedSeeds, seedsIn } from './seed.ts';

/**
 * A record counts for more, the more it says about what was handed in. "Nothing handed in" is a mark, but must not win
 * if another machine has a file of that learner.
 */
const weights: Readonly<Record<GradeRecord['verdict'], number>> = {
  missing: 0,
  unchecked: 1,
  unreadable: 2,
  failed: 3,
  passed: 3,
};

const weightOf = ({ record }: JournalEntry): number => weights[record.verdict];

/**
 * Joins what several machines have graded.
 *
 * @throws {UserError} when the journals are of different kits, classes or seeds, or two have different marks for the
 * same files
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
      `\`${first.path}\` and \`${other.path}\` were made with different kits, or with other exercises, points or \`grading\`.`,
      'Grade both again with the same kit and class file.',
    );
  refuseMixedSeeds(
    journals.flatMap(({ path, journal }) => seedsIn(path, journal.entries)),
    'Grade both again with the same seed: `grade --seed FILE`, or both without.',
  );
  const merged = new Map<string, { readonly entry: JournalEntry; readonly path: string }>();
  for (const { path, journal } of journals) {
    for (const [key, entry] of journal.entries) {
      const before = merged.get(key);
      if (before) refuseConflict(before, { entry, path });
      if (!before || weightOf(entry) > weightOf(before.entry)) merged.set(key, { entry, path });
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
    one.hash === two.hash && isJudged(one) && isJudged(two)
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
