import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { availabilityOf } from '../../isolation/available.ts';
import { oneExercise, racelingsWith, repository } from './clone.ts';

/** The teacher's folder, with three submissions. */
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'racelings-test-'));
  const solution = await readFile(join(repository, 'solutions', oneExercise, 'hello.ts'), 'utf8');
  const starter = await readFile(join(repository, 'exercises', oneExercise, 'hello.ts'), 'utf8');
  for (const [learner, text] of Object.entries({ ann: solution, bob: starter, cy: 'process.exit(0);\nexport {};\n' })) {
    await mkdir(join(folder, 'in', learner), { recursive: true });
    await writeFile(join(folder, 'in', learner, 'hello.ts'), text);
  }
  await mkdir(join(folder, 'in', 'dee'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const teacher = async (
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly text: string }> => {
  const { code, stdout, stderr } = await racelingsWith({ INIT_CWD: folder }, repository, 'class', ...words);
  return { code, text: stdout + stderr };
};
const at = async (...path: readonly string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');
const trusting = ['--isolation', 'none', '--i-trust-these-submissions'];

test('from submissions to marks; stopped and continued, it comes to the same records', async () => {
  expect(await teacher('init', 'hello')).toMatchObject({ code: 0 });
  expect(await teacher('collect', 'in')).toMatchObject({
    code: 0,
    text: expect.stringContaining('dee (dee) handed in none'),
  });
  expect(await teacher('grade', '--isolation', 'none')).toMatchObject({
    code: 2,
    text: expect.stringContaining('your rights'),
  });
  expect(await teacher('grade', ...trusting)).toEqual({ code: 0, text: 'Graded 4 of 4, in marks.\n' });
  const records = await at('marks', 'records.jsonl');

  // As a crash would leave it: in the middle of the third record.
  const journal = join(folder, 'marks', 'journal.jsonl');
  const lines = (await readFile(journal, 'utf8')).split('\n');
  await truncate(journal, lines.slice(0, 3).join('\n').length + 40);
  expect(await teacher('grade', ...trusting)).toMatchObject({ code: 0 });
  expect(await at('marks', 'records.jsonl')).toBe(records);

  expect(await teacher('export', '--to', 'csv')).toMatchObject({ code: 0 });
  expect((await at('marks', 'export', 'marks.csv')).split('\r\n').slice(1, 5)).toEqual([
    'ann,ann,,10,10',
    expect.stringMatching(/^bob,bob,,/),
    'cy,cy,,0,0',
    'dee,dee,,0,0',
  ]);
  expect(await teacher('report')).toMatchObject({ code: 0 });
  expect(await at('marks', 'report.html')).toContain('Most frequent findings');
  expect(await teacher('verify', '--sample', '100%', ...trusting)).toEqual({
    code: 0,
    text: '4 of 4 records are the same.\n',
  });
});

test('two shards, joined, are the marks of one machine', async () => {
  await teacher('init', 'hello');
  await teacher('collect', 'in');
  await teacher('grade', ...trusting);
  for (const part of [1, 2]) await teacher('grade', '--shard', `${part}/2`, '--out', `s-${part}`, ...trusting);
  expect(await teacher('merge', 's-1/journal.jsonl', 's-2/journal.jsonl', '--out', 'joined')).toMatchObject({
    code: 0,
  });
  expect(await at('joined', 'records.jsonl')).toBe(await at('marks', 'records.jsonl'));
});

// Where bubblewrap is not installed, or the system refuses it, there is nothing to try it on.
test.skipIf((await availabilityOf('bwrap')).state !== 'there')(
  'in a sandbox the verdicts are the same, and its name is on them',
  async () => {
    await teacher('init', 'hello');
    await teacher('collect', 'in');
    await teacher('grade', ...trusting);
    expect(await teacher('grade', '--isolation', 'bwrap', '--out', 'safe')).toMatchObject({ code: 0 });
    const safe = await at('safe', 'records.jsonl');
    expect(safe).toMatch(/"isolation":\{"tier":"S","backend":"bwrap [\d.]+","canaries":"12 of 12"\}/);
    const plain = '"isolation":{"tier":"P","backend":"none"}';
    expect(safe.replaceAll(/"isolation":\{[^}]*\}/g, plain)).toBe(await at('marks', 'records.jsonl'));
  },
);

test('what a teacher may mistype ends in a sentence', async () => {
  await teacher('init', 'hello');
  expect(await teacher('init', 'hello')).toMatchObject({ code: 2, text: expect.stringContaining('is there already') });
  expect(await teacher('colect')).toMatchObject({ code: 2, text: expect.stringContaining('collect') });
  expect(await teacher('grade')).toMatchObject({ code: 2, text: expect.stringContaining('class -- collect') });
  await writeFile(
    join(folder, 'class.json'),
    '{\n  "title": "x",\n  "exercises": [{ "id": "00-welcome/01-helo", "points": 1 }]\n}\n',
  );
  expect(await teacher('collect', 'in')).toMatchObject({
    code: 2,
    text: expect.stringMatching(/class\.json:3: there is no exercise `00-welcome\/01-helo`[\s\S]*01-hello/),
  });
  expect(await teacher('collect', '--help')).toMatchObject({ code: 0, text: expect.stringContaining('SOURCE') });
});
