import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal, readJournal, type Header } from '../../class/grade/journal.ts';
import { mergeJournals, recordLines } from '../../class/grade/merge.ts';
import { keyOf, type GradeRecord } from '../../class/grade/record.ts';
import { ann, bob, entryOf, record } from './sample-class.ts';

const header: Header = { journal: 'racelings-class', v: 1, kit: '0.1.0', class: 'c1' };

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'racelings-test-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const write = async (to: string, ...records: readonly GradeRecord[]): Promise<void> => {
  const journal = await openJournal(to, header);
  for (const each of records) await journal.append(entryOf(each));
  await journal.close();
};
const verdicts = async (): Promise<readonly string[]> =>
  [...((await readJournal(path))?.entries.values() ?? [])].map(
    ({ record: { learner, exercise, verdict } }) => `${learner} ${exercise} ${verdict}`,
  );

const one = record(ann, 'one', [true]);
const two = record(bob, 'one', [false]);

test('what was appended is there when it is opened again', async () => {
  await write(path, one);
  await write(path, two);
  expect(await verdicts()).toEqual(['101 one passed', '102 one failed']);
});

test('cut at any byte, it goes on with the records that are whole', async () => {
  await write(path, one, two);
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length += 37) {
    await truncate(path, 0);
    await appendFile(path, whole.subarray(0, length));
    await write(path, one, two);
    expect(await verdicts()).toEqual(['101 one passed', '102 one failed']);
  }
});

test('a mark is never replaced by a run that could not be checked', async () => {
  await write(path, one, { ...one, verdict: 'unchecked', checks: [] });
  expect(await verdicts()).toEqual(['101 one passed']);
  await write(path, { ...two, verdict: 'unchecked', checks: [] }, two);
  expect(await verdicts()).toEqual(['101 one passed', '102 one failed']);
});

test('two that write at once: the second is told, and nothing is mixed', async () => {
  const [mine, other] = [await openJournal(path, header), await openJournal(path, header)];
  await mine.append(entryOf(one));
  await expect(other.append(entryOf(two))).rejects.toThrow(/Another `class grade` is writing/);
  await mine.append(entryOf(two));
  await Promise.all([mine.close(), other.close()]);
  expect(await verdicts()).toEqual(['101 one passed', '102 one failed']);
});

test('two that write at the same moment: each record that was taken is there, whole', async () => {
  const [mine, other] = [await openJournal(path, header), await openJournal(path, header)];
  // Whether the second one sees the first one's record in time is a matter of the disk.
  const ends = await Promise.allSettled([mine.append(entryOf(one)), other.append(entryOf(two))]);
  await Promise.all([mine.close(), other.close()]);
  const taken = ['101 one passed', '102 one failed'].filter((_, index) => ends[index]?.status === 'fulfilled');
  expect(taken.length).toBeGreaterThan(0);
  expect((await verdicts()).toSorted()).toEqual(taken);
});

test('that nothing was handed in is no mark for what came later and cannot be read', async () => {
  const missing = { ...one, verdict: 'missing' as const, checks: [] };
  for (const verdict of ['unreadable', 'unchecked'] as const) {
    await write(path, missing, { ...missing, verdict, reason: 'why' });
    expect(await verdicts()).toEqual([`101 one ${verdict}`]);
  }
});

test('what it cannot go on with is refused, and stays as it is', async () => {
  await write(path, one);
  const before = await readFile(path);
  await expect(openJournal(path, { ...header, kit: '9' })).rejects.toThrow(/another version of the kit/);
  await expect(openJournal(path, { ...header, class: 'c2' })).rejects.toThrow(/another `class.json`/);
  // With other exercises, the checks are others, too.
  await expect(openJournal(path, { ...header, kit: '9', class: 'c2' })).rejects.toThrow(/another `class.json`/);
  await appendFile(path, 'nonsense\n');
  await expect(openJournal(path, header)).rejects.toThrow(/:3 is damaged/);
  expect((await readFile(path)).subarray(0, before.length)).toEqual(before);
});

test('merging: equal marks join, different ones are an error, a mark wins over none', async () => {
  const other = join(folder, 'other.jsonl');
  await write(path, one, { ...two, verdict: 'unchecked', checks: [] });
  await write(other, two, one);
  const read = async (
    from: string,
  ): Promise<{ path: string; journal: NonNullable<Awaited<ReturnType<typeof readJournal>>> }> => {
    const journal = await readJournal(from);
    if (!journal) throw new Error('Expected a journal');
    return { path: from, journal };
  };
  const merged = mergeJournals([await read(path), await read(other)]);
  expect(merged.get(keyOf(two))?.record.verdict).toBe('failed');
  const elsewhere = join(folder, 'elsewhere.jsonl');
  await write(elsewhere, { ...one, node: 'v22.1.0', isolation: { tier: 'S', backend: 'bwrap 0.8' } });
  expect(mergeJournals([await read(path), await read(elsewhere)]).size).toBe(2);
  expect(recordLines(merged)).toBe(recordLines(mergeJournals([await read(other), await read(path)])));
  await rm(other);
  await write(other, record(ann, 'one', [false]));
  await expect(read(other).then(async (second) => mergeJournals([await read(path), second]))).rejects.toThrow(
    /disagree about 101, one/,
  );
});

test('merging: who has a file on one machine is not missing, whichever is named first', async () => {
  const missing = { ...one, verdict: 'missing' as const, checks: [] };
  for (const verdict of ['unreadable', 'unchecked'] as const) {
    const paths = [join(folder, `${verdict}.jsonl`), join(folder, `not-${verdict}.jsonl`)];
    await write(paths[0] ?? '', missing);
    await write(paths[1] ?? '', { ...missing, verdict, reason: 'why' });
    const read = await Promise.all(
      paths.map(async (from) => ({
        path: from,
        journal: (await readJournal(from)) ?? { header, entries: new Map(), bytes: 0, isCut: false },
      })),
    );
    for (const order of [read, read.toReversed()])
      expect(mergeJournals(order).get(keyOf(one))?.record.verdict).toBe(verdict);
  }
});

test('merging: the starter as it was, and nothing at all, are not the same files', async () => {
  const missing = { ...one, verdict: 'missing' as const, checks: [] };
  const part = (name: string, record: GradeRecord) => ({
    path: name,
    journal: { header, entries: new Map([[keyOf(record), entryOf(record)]]), bytes: 0, isCut: false },
  });
  expect(() => mergeJournals([part('a', missing), part('b', one)])).toThrow(
    expect.objectContaining({ help: expect.stringContaining('They graded different files') }),
  );
});
