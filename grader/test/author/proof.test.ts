import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { doubt, isSampled, readProof, writeProof, type ProvedAnswer } from '../../author/proof.ts';
import { resultOf } from '../../author/result.ts';
import { readExercise, type Exercise } from '../../course/exercise.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { exerciseTree, temporaryKit, type Tree } from '../kit.ts';

const id = '01-track/01-exercise';
const exerciseWith = async (tree: Tree = {}): Promise<Exercise> =>
  readExercise(await temporaryKit({ ...exerciseTree(id), ...tree }), id);

const failed: Extract<Verdict, { state: 'failed' }> = {
  state: 'failed',
  findings: [
    { kind: 'race', check: 'a', message: 'It broke.', evidence: ['a fact', '12 of 20 different orders fail'] },
    { kind: 'stuck', check: 'b', message: 'It hung.' },
  ],
  reach: { schedules: 412, complete: true },
  output: { text: '', lost: 0 },
  checks: [],
  figures: [],
};

test('a result tells kinds, checks and orders, and no texts', () => {
  expect(resultOf(failed)).toMatchObject({
    verdict: 'failed',
    orders: '412',
    found: [
      { kind: 'race', check: 'a', orders: '12 of 20' },
      { kind: 'stuck', check: 'b' },
    ],
  });
  const passed: Verdict = { ...failed, state: 'passed', reach: { schedules: 20_000, complete: false } };
  expect(resultOf(passed)).toMatchObject({ verdict: 'passed', orders: '20000, not all', found: [] });
});

test('a proof is written sorted, a line an answer, and read again', async () => {
  const exercise = await exerciseWith();
  const answer: ProvedAnswer = { files: 'f1', ...resultOf(failed) };
  await writeProof(exercise, { judgedBy: 'j', answers: { 'wrong/b': answer, 'right/a.ts': { ...answer, found: [] } } });
  const text = await readFile(join(exercise.folders.grader, 'proof.json'), 'utf8');
  expect(text.split('\n').map((line) => line.slice(0, 22))).toEqual([
    '{',
    '  "judgedBy": "j",',
    '  "answers": {',
    '    "right/a.ts": {"fi',
    '    "wrong/b": {"files',
    '  }',
    '}',
    '',
  ]);
  expect(text).not.toContain('It broke');
  expect((await readProof(exercise))?.answers['wrong/b']).toEqual({
    files: 'f1',
    verdict: 'failed',
    orders: '412',
    found: [
      { kind: 'race', check: 'a', orders: '12 of 20' },
      { kind: 'stuck', check: 'b' },
    ],
  });
});

test('there may be no proof, and what is none is refused', async () => {
  expect(await readProof(await exerciseWith())).toBeUndefined();
  const broken = { [`grader/exercises/${id}/proof.json`]: '{"judgedBy":"j","answers":{"a":{"verdict":"passed"}}}' };
  await expect(readProof(await exerciseWith(broken))).rejects.toThrow('proof.json is not a valid proof.');
});

test('a proof that does not hold is told with both values', () => {
  const proved = resultOf(failed);
  expect(doubt(proved, { ...resultOf(failed), told: 'in other words' }, false)).toBeUndefined();
  const now = resultOf({ ...failed, reach: { schedules: 413, complete: true } });
  expect(doubt(proved, now, false)).toEqual({
    text: expect.stringMatching(/does not hold: it says \["failed","412",.*\], but now it is \["failed","413",/),
    disproves: true,
  });
});

test('a real run may find more or less, but not another verdict', () => {
  const [first] = failed.findings;
  const [proved, fewer] = [resultOf(failed), resultOf({ ...failed, findings: [first] })];
  expect(doubt(proved, fewer, true)).toEqual({
    text: expect.stringMatching(/^it was \["failed",.*"b".*, and now it is \["failed",/),
    disproves: false,
  });
  expect(doubt(proved, { ...proved, verdict: 'passed', found: [] }, true)).toMatchObject({ disproves: true });
});

test('a tenth is chosen by the commit, another one by another', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `answer ${index}`);
  const [one, other] = ['abc', 'def'].map((commit) => names.filter((name) => isSampled(commit, name, 10)));
  for (const chosen of [one ?? [], other ?? []]) {
    expect(chosen.length).toBeGreaterThan(60);
    expect(chosen.length).toBeLessThan(140);
  }
  expect(one).not.toEqual(other);
});
