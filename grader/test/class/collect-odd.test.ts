import { execFileSync } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { collect } from '../../class/collect/collect.ts';
import { folderParts } from '../../class/collect/platforms.ts';
import { classFile, collecting, exercises, files, first, known } from './collecting.ts';
import { patched, zipOf, zipOfClone } from './zips.ts';

const { at, put, collected } = collecting();
const deposit = '02-async-races/01-lost-update/deposit.ts';
/** A repository with these files, as the CSV that names it. */
const repositoryOf = async (fill: () => Promise<unknown>): Promise<string> => {
  const repository = at('repo');
  await mkdir(repository);
  await fill();
  for (const words of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'one'],
  ])
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...words], { cwd: repository });
  return put('repos.csv', `id,url\nann,file://${repository}\n`);
};

/* What learners hand in by mistake, or to harm somebody. */

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['too large', async () => put(`repo/${deposit}`, 'x'.repeat(2_100_000)), /deposit\.ts is larger than 2 MB/],
  [
    'a link, outside of `exercises`',
    async () => symlink('elsewhere.ts', at('repo/deposit.ts')),
    /deposit\.ts: "deposit\.ts" is a symbolic link/,
  ],
])('a file in a repository that is %s is told, and is no missing one', async (_, fill, reason) => {
  expect(first(await collected(await repositoryOf(fill))).problems).toEqual([expect.stringMatching(reason)]);
});

test('`exercises` in a repository that is a link', async () => {
  const csv = await repositoryOf(async () => {
    await put('repo/mine/README.md', 'x');
    await symlink('mine', at('repo/exercises'));
  });
  expect(first(await collected(csv)).unreadable).toBe('"exercises" is a symbolic link');
});

test('a file in a zip that is damaged: the problem begins with the file, so that its exercise is found', async () => {
  const zip = await zipOf({ 'ann/deposit.ts': 'export const a = 1;'.repeat(30) });
  zip.fill(0xff, zip.indexOf('deposit.ts') + 10, zip.indexOf('deposit.ts') + 30);
  const { files: own, problems } = first(await collected(await put('a.zip', zip)));
  expect([own, problems]).toEqual([[], [expect.stringMatching(new RegExp(`^${deposit}: .*can't be unpacked`))]]);
});

test.each<[string, Record<string, string | Buffer>, RegExp]>([
  ['that unpacks to far too much', { 'log.txt': Buffer.alloc(5_000_000) }, /log\.txt" unpacks to more than 100/],
  ['of two names that are one', { 'a.ts': 'x', 'A.ts': 'y' }, /are the same name on some systems/],
])('a file %s in the zip of a class makes that submission unreadable, and no other', async (_, own, reason) => {
  const of = (learner: string, [name, content]: [string, string | Buffer]): [string, string | Buffer] => [
    `${learner}_assignsubmission_file_/${name}`,
    content,
  ];
  const zip = await zipOf(
    Object.fromEntries([of('Ann_101', ['deposit.ts', 'a']), ...Object.entries(own).map((each) => of('Bob_102', each))]),
  );
  const { learners } = await collected(await put('moodle.zip', zip));
  expect(learners.map(({ files: taken, unreadable }) => [taken, unreadable])).toEqual([
    [[deposit], undefined],
    [[], expect.stringMatching(reason)],
  ]);
});

test.each<[string, (zip: Buffer) => Promise<string>]>([
  ['in a folder', async (zip) => put('in/ann/kit.zip', zip).then(() => at('in'))],
  [
    'in the zip of a class',
    async (zip) => put('moodle.zip', await zipOf({ 'Ann_101_assignsubmission_file_/kit.zip': zip })),
  ],
])('a zip of all of an installed clone, %s: the exercises are found, the rest is named', async (_, source) => {
  const zip = await zipOfClone('racelings', { [`exercises/${deposit}`]: 'mine' });
  const learner = first(await collected(await source(zip)));
  expect(learner).toMatchObject({ files: [deposit], problems: [] });
  expect(learner).not.toHaveProperty('unreadable');
  expect(learner.skipped.toSorted()).toEqual([
    'kit.zip/racelings/.git',
    'kit.zip/racelings/exercises/node_modules',
    'kit.zip/racelings/node_modules',
  ]);
  expect(await readFile(at('out/files', learner.key, deposit), 'utf8')).toBe('mine');
});

test('what is not looked into is named for a folder, too, and a link in its place harms nobody', async () => {
  await put('in/ann/deposit.ts', 'a');
  await put('in/ann/.git/config', 'x');
  await symlink('/usr/lib/node_modules', at('in/ann/node_modules'));
  expect(first(await collected(at('in')))).toMatchObject({ files: [deposit], skipped: ['.git', 'node_modules'] });
});

test('in a clone without the exercise, a file of the kit is not taken for it', async () => {
  const zip = await zipOfClone('racelings', { 'exercises/README.md': 'x' });
  await put('in/ann/kit.zip', zip);
  expect(first(await collected(at('in'))).files).toEqual([]);
});

test('files that are nobody’s are named: they may be somebody’s', async () => {
  await put('in/ann/deposit.ts', 'a');
  await put('in/bob.zip', await zipOf({ 'deposit.ts': 'b' }));
  expect(await collected(at('in'))).toMatchObject({ unclaimed: ['in: bob.zip'], learners: [{ id: 'ann' }] });
  const zip = await zipOf({ 'Ann_101_assignsubmission_file_/deposit.ts': 'a', 'Bob/deposit.ts': 'b' });
  expect(await collected(await put('m.zip', zip))).toMatchObject({ unclaimed: ['m.zip: Bob/deposit.ts'] });
});

test('learners of Gradescope without a student id are not one and the same', async () => {
  const of = (name: string): string =>
    `submission_${name}:\n  :submitters:\n  - :name: ${name}\n    :sid: ''\n    :email: ${name}@x.org\n  :created_at: 2026-11-19 10:00:00 Z\n`;
  const zip = await zipOf({
    'submission_metadata.yml': of('ann') + of('bob'),
    'submission_ann/deposit.ts': 'a',
    'submission_bob/deposit.ts': 'b',
  });
  expect(files(await collected(await put('g.zip', zip)))).toEqual({ 'ann@x.org': [deposit], 'bob@x.org': [deposit] });
});

test('a file in the folder of an exercise that was not asked for is not another one’s', async () => {
  await put('in/ann/04-single-flight/deposit.ts', 'x');
  await put('in/bob/02-async-races/deposit.ts', 'x');
  await put('in/cy/01-homework/deposit.ts', 'x');
  expect(files(await collected(at('in')))).toEqual({ ann: [], bob: [deposit], cy: [deposit] });
});

test.each(['work.rar', 'work.7z', 'work.tar.gz'])('%s is not nothing', async (name) => {
  await put(`in/ann/${name}`, 'x');
  expect(first(await collected(at('in'))).unreadable).toBe(`"${name}" is no .zip, and is not unpacked`);
});

test('a zip in a zip is not nothing, and the two are told apart', async () => {
  const inner = await zipOf({ 'deposit.ts': 'a' });
  await put('in/ann/a.zip', await zipOf({ 'b.zip': inner }));
  await put('in/bob/a.zip', inner);
  await put('in/bob/b.zip', inner);
  const [ann, bob] = (await collected(at('in'))).learners;
  expect(ann?.unreadable).toBe('"a.zip/b.zip" is inside another zip or a repository, and is not unpacked');
  expect(bob?.problems).toEqual([`${deposit} was found 2 times: a.zip/deposit.ts, b.zip/deposit.ts`]);
});

test('an archive beside some of the files may hold the others', async () => {
  await put('in/ann/deposit.ts', 'a');
  await put('in/ann/rest.rar', 'x');
  expect(first(await collected(at('in')))).toMatchObject({
    files: [deposit],
    problems: [
      '02-async-races/03-mutex/mutex.ts was not found, and "rest.rar" is no .zip, and is not unpacked',
      '04-shared-memory/05-mutex/mutex.ts was not found, and "rest.rar" is no .zip, and is not unpacked',
    ],
  });
});

test.each<[string, RegExp]>([
  ['work.zip', /"work\.zip" is inside another zip or a repository/],
  ['work.rar', /"work\.rar" is no \.zip/],
  ['deposit.ts.txt', /but "deposit\.ts\.txt" may be it/],
])('a repository that has only %s is not nothing', async (name, reason) => {
  const { unreadable, problems } = first(await collected(await repositoryOf(async () => put(`repo/${name}`, 'x'))));
  expect([unreadable, ...problems].join('\n')).toMatch(reason);
});

test('folders in a zip without a file are learners, and those of systems are not', async () => {
  const zip = new ZipFile();
  for (const name of ['ann', 'bob', '__MACOSX']) zip.addEmptyDirectory(name);
  zip.addBuffer(Buffer.from('a'), 'ann/deposit.ts');
  zip.end();
  expect(files(await collected(await put('a.zip', await buffer(zip.outputStream))))).toEqual({
    ann: [deposit],
    bob: [],
  });
});

test('an absolute name in the zip of a class is nobody’s', async () => {
  const zip = patched(await zipOf({ 'ann/deposit.ts': 'a', 'etc/deposit.ts': 'b' }), 'etc/', '/etc');
  expect(await collected(await put('a.zip', zip))).toMatchObject({
    unclaimed: ['a.zip: /etcdeposit.ts'],
    learners: [{ id: 'ann', files: [deposit] }],
  });
});

test('text that was typed into Moodle is listed', async () => {
  const zip = await zipOf({ 'Ann_101_assignsubmission_onlinetext_/onlinetext.html': 'a' });
  expect(first(await collected(await put('m.zip', zip)))).toMatchObject({
    files: [],
    others: ['onlinetext/onlinetext.html'],
  });
});

test('a submission of Gradescope that is nobody’s is named', async () => {
  const of = (name: string, submitters: string): string =>
    `submission_${name}:\n  :submitters:${submitters}\n  :created_at: 2026-11-19 10:00:00 Z\n`;
  const zip = await zipOf({
    'submission_metadata.yml': of('ann', "\n  - :sid: '1'") + of('bob', ' []'),
    'submission_ann/deposit.ts': 'a',
    'submission_bob/deposit.ts': 'b',
  });
  expect(await collected(await put('g.zip', zip))).toMatchObject({
    unclaimed: ['g.zip: submission_bob/deposit.ts'],
    learners: [{ id: '1' }],
  });
});

test.skipIf(process.platform === 'win32')('a pipe in a learner’s folder', async () => {
  await put('in/ann/notes.txt', 'x');
  execFileSync('mkfifo', [at('in/ann/deposit.ts')]);
  expect(first(await collected(at('in'))).unreadable).toBe('"ann/deposit.ts" is no regular file');
});

test('a link in an unpacked download of Moodle', async () => {
  const own = 'Ann_101_assignsubmission_file_';
  await put(`in/${own}/notes.txt`, 'x');
  await symlink('/etc/passwd', at('in', own, 'deposit.ts'));
  expect(first(await collected(at('in'))).unreadable).toBe(`"${own}/deposit.ts" is a symbolic link`);
});

test('a name that is not UTF-8 stops nobody', async () => {
  await put('in/ann/deposit.ts', 'a');
  const other = Buffer.concat([Buffer.from(at('in/ann/')), Buffer.from('\u{DC}bung.txt', 'latin1')]);
  await writeFile(other, 'x').catch((error: unknown) => {
    // Some file systems take no such name.
    if (process.platform === 'linux') throw error;
  });
  expect(first(await collected(at('in'))).files).toEqual([deposit]);
});

test("a learner's file that is named like the platform's own is not taken for it", async () => {
  await put('in/ann/deposit.ts', 'a');
  await put('in/bob/submission_metadata.yml', "x:\n  :submitters:\n  - :sid: 'ann'\n");
  await put('in/bob/x/deposit.ts', 'b');
  expect(files(await collected(at('in')))).toEqual({ ann: [deposit], bob: [deposit] });
  const zip = await zipOf({
    'Ann_101_assignsubmission_file_deposit.ts': 'a',
    'Bob_102_assignsubmission_file_x_101_assignsubmission_file_deposit.ts': 'b',
  });
  expect(files(await collected(await put('flat.zip', zip)))).toEqual({
    'Participant 101': [deposit],
    'Participant 102': [],
  });
});

test('two submissions, one without a time: none of them is taken', async () => {
  await put('in/ann/deposit.ts', 'a');
  const csv = await repositoryOf(async () => put('repo/deposit.ts', 'b'));
  const { learners } = await collect([at('in'), csv], at('out'), {
    classFile: { ...classFile, due: '2100-01-01T00:00:00Z' },
    exercises,
    known,
  });
  expect(learners.map(({ unreadable }) => unreadable)).toEqual([expect.stringMatching(/nothing says which is newer/)]);
});

test('a folder with a slash behind its name, as a shell completes it, twice', async () => {
  await put('in/ann/deposit.ts', 'a');
  for (const _ of [1, 2]) {
    await collect([at('in')], `${at('out')}/`, { classFile, exercises, known });
    expect(await readdir(at('out'))).toEqual(['collected.json', 'files']);
  }
  expect((await readdir(at())).toSorted()).toEqual(['in', 'out']);
});

test('what was collected is no source, and a folder that holds more than that is not replaced', async () => {
  await put('in/ann/deposit.ts', 'a');
  await collected(at('in'));
  await expect(collected(at('out'))).rejects.toThrow(/is what an earlier `class collect` made/);
  await put('out/journal.jsonl', 'marks');
  await expect(collected(at('in'))).rejects.toThrow(/also holds `journal.jsonl`/);
  expect(await readFile(at('out/journal.jsonl'), 'utf8')).toBe('marks');
});

test('tens of thousands of files are told apart at once', () => {
  const entries = Array.from({ length: 20_000 }, (_, index) => ({
    path: `ann/${index}.ts`,
    bytes: 1,
    read: async () => Buffer.alloc(1),
  }));
  expect(folderParts(entries, []).parts.map(({ entries: own }) => own.length)).toEqual([20_000]);
});

test("what `class` itself made beside the learners is nobody's, and is named", async () => {
  await put('in/ann/deposit.ts', 'export {};');
  await put('in/submissions/collected.json', '{}');
  await put('in/submissions/files/ann-1/deposit.ts', 'export {};');
  await put('in/marks/journal.jsonl', '');
  const { learners, unclaimed } = await collected(at('in'));
  expect(learners.map(({ id }) => id)).toEqual(['ann']);
  expect(unclaimed).toEqual(['marks/, which `class` itself made', 'submissions/, which `class` itself made']);
});
