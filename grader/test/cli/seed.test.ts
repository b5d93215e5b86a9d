import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { commitOf } from '../../class/grade/seed.ts';
import { teaching } from './teacher.ts';

const { at, run, init, collect, grade, verify, withoutFiles } = teaching();

/** A class with a seed, and what its learners handed in: nothing. */
const seededClass = async (): Promise<void> => {
  await withoutFiles('ann', 'bob');
  await init('--seed', './seed.txt');
  await collect('./in');
};
const otherSeed = async (): Promise<string> => {
  await writeFile(at('other.txt'), `${'0'.repeat(64)}\n`);
  return './other.txt';
};
/** A class without one; the same submissions. */
const openClass = async (): Promise<void> => {
  await withoutFiles('ann', 'bob');
  await init();
  await collect('./in');
};

test('a class that has a seed is graded with it, and with no other', async () => {
  await seededClass();
  await expect(grade('./marks')).rejects.toThrow(/The class has a seed: `.*class\.json` names its commit/);
  await expect(grade('./marks', '--seed', await otherSeed())).rejects.toThrow(/is not the seed whose commit is in/);
  await expect(grade('./marks', '--seed', './none.txt')).rejects.toThrow(/There is no seed `.*none\.txt`/);
  expect(await grade('./marks', '--seed', './seed.txt')).toContain('Graded 2 of 2');
  const commit = commitOf((await readFile(at('seed.txt'), 'utf8')).trim());
  expect(await readFile(at('marks/records.jsonl'), 'utf8')).toContain(`"seed":"${commit}"`);
});

test('a grading is not gone on with by another seed, nor without', async () => {
  await openClass();
  await grade('./marks', '--seed', await otherSeed());
  const before = await readFile(at('marks/journal.jsonl'), 'utf8');
  await withoutFiles('cy');
  await collect('./in');
  await expect(grade('./marks')).rejects.toThrow(
    /This command has no seed, and `.*journal\.jsonl` has the seed whose commit begins with [0-9a-f]{12}\./,
  );
  expect(await readFile(at('marks/journal.jsonl'), 'utf8')).toBe(before);
});

test('verifying needs the seed of the grading', async () => {
  await seededClass();
  await grade('./marks', '--seed', './seed.txt');
  await expect(verify('./marks')).rejects.toThrow(/This command has no seed, and `.*` has the seed/);
  await expect(verify('./marks', '--seed', await otherSeed())).rejects.toThrow(/is not the seed whose commit is in/);
  expect(await verify('./marks', '--seed', './seed.txt')).toBe('2 of 2 records are the same.\n');
});

test('verifying with a seed what was graded without', async () => {
  await openClass();
  await grade('./marks');
  await expect(verify('./marks', '--seed', await otherSeed())).rejects.toThrow(
    /This command has the seed whose commit begins with [0-9a-f]{12}, and `.*` has no seed\./,
  );
  expect(await verify('./marks')).toBe('2 of 2 records are the same.\n');
});

test('parts that were graded with different seeds are not joined, whoever is in them', async () => {
  await openClass();
  await grade('./s-1', '--shard', '1/2');
  await grade('./s-2', '--shard', '2/2', '--seed', await otherSeed());
  await grade('./s-3', '--shard', '2/2');
  const parts = ['./s-1/journal.jsonl', './s-2/journal.jsonl'];
  await expect(run('merge', ...parts, '--out', './joined')).rejects.toThrow(
    /s-1.journal\.jsonl` has no seed, and `.*s-2.journal\.jsonl` has the seed/,
  );
  const same = ['./s-1/journal.jsonl', './s-3/journal.jsonl', '--out', './joined'];
  await expect(run('merge', ...same, '--seed', await otherSeed())).rejects.toThrow(
    /other\.txt` has the seed .*, and `.*s-1.journal\.jsonl` has no seed/,
  );
  expect(await run('merge', ...same)).toContain('2 records');
});

test('what goes to a platform knows nothing of the seed, and can be graded there without it', async () => {
  await seededClass();
  await run('pack', '--gradescope', '--class', './class.json', '--out', './packed');
  expect(await readFile(at('packed/kit/class.json'), 'utf8')).not.toContain('seedCommit');
});

test('verifying says that the marks are from another version of the kit', async () => {
  await openClass();
  await grade('./marks');
  const journal = at('marks/journal.jsonl');
  await writeFile(journal, (await readFile(journal, 'utf8')).replace(/"kit":"[^"]*"/, '"kit":"0.0.9+abc"'));
  expect(await verify('./marks')).toMatch(
    /^The marks are from another version of the kit \(0\.0\.9\+abc, this is .*\)\.\nA verdict may be .*\n2 of 2 records are the same\.\n$/,
  );
});
