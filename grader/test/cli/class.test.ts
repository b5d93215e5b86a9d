import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { availabilityOf } from '../../isolation/available.ts';
import { temporaryKit } from '../kit.ts';
import { oneExercise, racelingsWith, repository } from './clone.ts';

/** The teacher's folder, with three submissions; what the tests write goes to folders of their own. */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'racelings-test-'));
  const solution = await readFile(join(repository, 'solutions', oneExercise, 'hello.ts'), 'utf8');
  const starter = await readFile(join(repository, 'exercises', oneExercise, 'hello.ts'), 'utf8');
  for (const [learner, text] of Object.entries({ ann: solution, bob: starter, cy: 'process.exit(0);\nexport {};\n' })) {
    await mkdir(join(folder, 'in', learner), { recursive: true });
    await writeFile(join(folder, 'in', learner, 'hello.ts'), text);
  }
  await mkdir(join(folder, 'in', 'dee'));
  await teacher('init', 'hello');
  collected = await teacher('collect', 'in');
  graded = await teacher('grade', ...trusting);
  records = await at('marks', 'records.jsonl');
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

type Said = { readonly code: number | null; readonly text: string };

const teacherIn = async (place: string, ...words: readonly string[]): Promise<Said> => {
  const { code, stdout, stderr } = await racelingsWith({ INIT_CWD: place }, repository, 'class', ...words);
  return { code, text: stdout + stderr };
};
const teacher = async (...words: readonly string[]): Promise<Said> => teacherIn(folder, ...words);
const at = async (...path: readonly string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');
const trusting = ['--isolation', 'none', '--i-trust-these-submissions'];
/** What was said to the teacher who did it all at once, and the records that came of it. */
let collected: Said;
let graded: Said;
let records = '';

test('from submissions to marks; stopped and continued, it comes to the same records', async () => {
  expect(collected).toMatchObject({ code: 0, text: expect.stringContaining('dee (dee) handed in none') });
  expect(await teacher('grade', '--isolation', 'none')).toMatchObject({
    code: 2,
    text: expect.stringContaining('your rights'),
  });
  // On a busy machine it also says how far it is.
  expect(graded).toEqual({ code: 0, text: expect.stringMatching(/^Graded 4 of 4, in marks\.\n/) });

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
  for (const part of [1, 2]) await teacher('grade', '--shard', `${part}/2`, '--out', `s-${part}`, ...trusting);
  expect(await teacher('merge', 's-1/journal.jsonl', 's-2/journal.jsonl', '--out', 'joined')).toMatchObject({
    code: 0,
  });
  expect(await at('joined', 'records.jsonl')).toBe(records);
});

// Where bubblewrap is not installed, or the system refuses it, there is nothing to try it on.
test.skipIf((await availabilityOf('bwrap')).state !== 'there')(
  'in a sandbox the verdicts are the same, and its name is on them',
  async () => {
    expect(await teacher('grade', '--isolation', 'bwrap', '--out', 'safe')).toMatchObject({ code: 0 });
    const safe = await at('safe', 'records.jsonl');
    expect(safe).toMatch(/"isolation":\{"tier":"S","backend":"bwrap [\d.]+","canaries":"12 of 12"\}/);
    const plain = '"isolation":{"tier":"P","backend":"none"}';
    expect(safe.replaceAll(/"isolation":\{[^}]*\}/g, plain)).toBe(records);
  },
);

test('what a teacher may mistype ends in a sentence', async () => {
  const place = await temporaryKit({ 'in/ann/hello.ts': 'export {};\n' });
  const slip = async (...words: readonly string[]): Promise<Said> => teacherIn(place, ...words);
  await slip('init', 'hello');
  expect(await slip('init', 'hello')).toMatchObject({ code: 2, text: expect.stringContaining('already exists') });
  expect(await slip('colect')).toMatchObject({ code: 2, text: expect.stringContaining('collect') });
  expect(await slip('grade')).toMatchObject({ code: 2, text: expect.stringContaining('class -- collect') });
  await writeFile(
    join(place, 'class.json'),
    '{\n  "title": "x",\n  "exercises": [{ "id": "00-welcome/01-helo", "points": 1 }]\n}\n',
  );
  expect(await slip('collect', 'in')).toMatchObject({
    code: 2,
    text: expect.stringMatching(/class\.json:3: there is no exercise `00-welcome\/01-helo`[\s\S]*01-hello/),
  });
  expect(await slip('collect', '--help')).toMatchObject({ code: 0, text: expect.stringContaining('SOURCE') });
});
