import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Collected, CollectedLearner } from '../../class/collect/collected.ts';
import { gradeClass, type GradingProgress } from '../../class/grade/grading.ts';
import { currentEntries } from '../../class/grade/job.ts';
import { openJournal, readJournal } from '../../class/grade/journal.ts';
import { readExercise } from '../../course/exercise.ts';
import { ann, bob } from './sample-class.ts';

/* Nothing here is judged: it is about what is not there, or can't be read. */

const root = join(import.meta.dirname, '../../..');
const exercise = await readExercise(root, '00-welcome/01-hello');
const nothing = (learner: CollectedLearner): CollectedLearner => ({ ...learner, files: [] });
const damaged = (learner: CollectedLearner): CollectedLearner => ({ ...nothing(learner), unreadable: 'it is damaged' });

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'racelings-test-'))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

const classOf = (...learners: readonly CollectedLearner[]): Collected => ({
  v: 1,
  exercises: [exercise.id],
  unclaimed: [],
  learners: [...learners],
});

/** Grades these learners into the same journal; what it said last. */
const grade = async (...learners: readonly CollectedLearner[]): Promise<GradingProgress | undefined> => {
  const header = { journal: 'racelings-class', v: 1, kit: 'k', class: 'c' } as const;
  const journal = await openJournal(join(folder, 'journal.jsonl'), header);
  let last: GradingProgress | undefined;
  try {
    await gradeClass(journal, classOf(...learners), {
      root,
      folder,
      classFile: { title: 'x', exercises: [{ id: exercise.id, points: 10 }] },
      exercises: [exercise],
      stamp: { kit: 'k', node: 'v', seed: 's', isolation: { tier: 'P', backend: 'none' } },
      isolation: 'none',
      signal: new AbortController().signal,
      onProgress: (progress) => void (last = progress),
    });
  } finally {
    await journal.close();
  }
  return last;
};
const verdicts = async (): Promise<readonly string[]> =>
  [...((await readJournal(join(folder, 'journal.jsonl')))?.entries.values() ?? [])].map(
    ({ record: { verdict, reason } }) => `${verdict}${reason === undefined ? '' : `: ${reason}`}`,
  );

test('collected again, what cannot be read is not missing any more, nor the other way round', async () => {
  await grade(nothing(ann));
  expect(await verdicts()).toEqual(['missing']);
  expect(await grade(damaged(ann))).toMatchObject({ done: 1, begun: 0, unreadable: 1 });
  expect(await verdicts()).toEqual(['unreadable: it is damaged']);
  await grade(nothing(ann));
  expect(await verdicts()).toEqual(['missing']);
  expect(await grade(nothing(ann))).toMatchObject({ done: 1, begun: 1 });
});

test('whoever is not in the class any more is not counted', async () => {
  await grade(damaged(ann), nothing(bob));
  expect(await grade(nothing(bob))).toMatchObject({ done: 1, all: 1, unreadable: 0 });
});

test('a record of other files than those that are collected now is no mark', async () => {
  await grade(nothing(ann), nothing(bob));
  const { entries } = (await readJournal(join(folder, 'journal.jsonl'))) ?? { entries: new Map() };
  const current = await currentEntries(entries, classOf(damaged(ann), nothing(bob)), [exercise], folder);
  expect([...current.values()].map(({ record }) => record.learner)).toEqual([bob.id]);
});

test('where a collected file is gone, the starter is not graded in its place', async () => {
  const handedIn = { ...ann, files: [`${exercise.id}/hello.ts`] };
  await expect(grade(handedIn)).rejects.toThrow(/There is no `.*hello\.ts`/);
  expect(await verdicts()).toEqual([]);
});
