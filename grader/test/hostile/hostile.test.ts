import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptOf } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { Judge } from '../../judge/judge.ts';

/*
 * Attempts that attack what judges them, a file each. The first line says the instrument, the exercise and the
 * finding that the attempt must get: never a pass, and never `unchecked`, which it must not be able to choose.
 */

const root = join(import.meta.dirname, '../../..');
const tiers = ['T', 'S'];
const cases = await Promise.all(
  tiers.map(async (tier) => {
    const names = await readdir(join(import.meta.dirname, tier));
    return Promise.all(
      names.map(async (name) => ({ name, text: await readFile(join(import.meta.dirname, tier, name), 'utf8') })),
    );
  }),
);

let judge: Judge;
beforeAll(() => {
  judge = Judge.start(root);
});
afterAll(() => judge.close());

describe('an attempt gets its finding whatever it does to', () => {
  test.each(cases.flat())('$name', { timeout: 120_000 }, async ({ text }) => {
    const [, id = '', kind = ''] = /^\/\/ \S+ (\S+) (\S+)/.exec(text) ?? [];
    const exercise = await readExercise(root, id);
    const [file] = exercise.files;
    const verdict = await judge.judge({ exercise, files: attemptOf([{ name: file, state: 'text', text }]) });
    const kinds = verdict.state === 'failed' ? verdict.findings.map((finding) => finding.kind) : [verdict];
    expect(kinds).toContain(kind);
  });
});
