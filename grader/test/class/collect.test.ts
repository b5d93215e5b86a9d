import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { collecting, files, first } from './collecting.ts';
import { zipOf } from './zips.ts';

const { at, put, collected } = collecting();

describe('sources', () => {
  test('a folder of folders, the kit around the files or not', async () => {
    await put('in/ann/exercises/02-async-races/01-lost-update/deposit.ts', 'export const a = 1;');
    await put('in/ann/solutions/02-async-races/01-lost-update/deposit.ts', 'no');
    await put('in/ann/package.json', '{}');
    await put('in/bob/deposit.ts', 'export const b = 1;');
    await put('in/bob/03-mutex/mutex.ts', 'c');
    await put('in/bob/05-mutex/mutex.ts', 'd');
    const result = await collected(at('in'));
    expect(files(result)).toEqual({
      ann: ['02-async-races/01-lost-update/deposit.ts'],
      bob: [
        '02-async-races/01-lost-update/deposit.ts',
        '02-async-races/03-mutex/mutex.ts',
        '04-shared-memory/05-mutex/mutex.ts',
      ],
    });
    expect(first(result).others).toContain('package.json');
    const text = await readFile(at('out/files', first(result).key, '02-async-races/01-lost-update/deposit.ts'), 'utf8');
    expect(text).toBe('export const a = 1;');
  });

  test('a zip of Moodle, with and without folders, and a zip in it', async () => {
    const zip = await zipOf({
      'Ann Ö’Neill_101_assignsubmission_file_/deposit.ts': 'a',
      'Bob_102_assignsubmission_file_deposit.ts': 'b',
      'Cy_103_assignsubmission_file_/work.zip': await zipOf({ 'x/01-lost-update/deposit.ts': 'c' }),
      'Dee_104_assignsubmission_onlinetext_/onlinetext.html': 'text',
    });
    const result = await collected(await put('moodle.zip', zip));
    const lostUpdate = ['02-async-races/01-lost-update/deposit.ts'];
    expect(files(result)).toEqual({
      'Participant 101': lostUpdate,
      'Participant 102': lostUpdate,
      'Participant 103': lostUpdate,
      'Participant 104': [],
    });
    expect(first(result)).toMatchObject({ name: 'Ann Ö’Neill', folder: 'Ann Ö’Neill_101_assignsubmission_file_' });
  });

  test('a zip of Canvas, late and handed in again', async () => {
    const zip = await zipOf({ 'annlee_LATE_7_991_deposit-1.ts': 'a', 'bobray_8_992_deposit.ts': 'b' });
    const result = await collected(await put('canvas.zip', zip));
    expect(result.learners.map(({ id, late, files: own }) => [id, late, own.length])).toEqual([
      ['7', true, 1],
      ['8', false, 1],
    ]);
  });

  test('an export of Gradescope', async () => {
    const metadata = `---
submission_11:
  :submitters:
  - :name: Ann
    :sid: '501'
    :email: ann@example.org
  :created_at: 2026-11-19 10:00:00.000000000 Z
`;
    const zip = await zipOf({
      'assignment_1_export/submission_metadata.yml': metadata,
      'assignment_1_export/submission_11/deposit.ts': 'a',
    });
    expect(first(await collected(await put('gradescope.zip', zip)))).toMatchObject({
      id: '501',
      name: 'Ann',
      late: false,
      submittedAt: '2026-11-19T10:00:00.000Z',
    });
  });

  test('git repositories, at a commit, before a moment, and one that is not there', async () => {
    const repository = at('repo');
    const git = (...words: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...words], {
        cwd: repository,
        encoding: 'utf8',
        env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-19T00:00:00Z' },
      }).trim();
    const file = 'exercises/02-async-races/01-lost-update/deposit.ts';
    await put(`repo/${file}`, 'first');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const one = git('rev-parse', 'HEAD');
    await put(`repo/${file}`, 'second');
    git('commit', '-qam', 'two');
    const csv = await put(
      'repos.csv',
      `id,url,commit\nann,file://${repository},${one}\nbob,file://${repository},\ncy,file://${at()}/none,\ndee,ext::sh -c true,\n`,
    );
    const { learners } = await collected(csv);
    const texts = await Promise.all(
      learners
        .slice(0, 2)
        .map(async ({ key }) => readFile(at('out/files', key, '02-async-races/01-lost-update/deposit.ts'), 'utf8')),
    );
    expect(texts).toEqual(['first', 'second']);
    expect(learners.slice(2).map(({ unreadable }) => unreadable)).toEqual([
      expect.stringMatching(/^git says: /),
      '"ext::sh -c true" is not a URL of a git repository',
    ]);
  });
});

describe('what a teacher must be told', () => {
  test('two candidates for one file: both, and none is taken', async () => {
    await put('in/ann/a/deposit.ts', '1');
    await put('in/ann/b/deposit.ts', '2');
    const learner = first(await collected(at('in')));
    expect(learner.files).toEqual([]);
    expect(learner.problems).toEqual([
      '02-async-races/01-lost-update/deposit.ts was found 2 times: a/deposit.ts, b/deposit.ts',
    ]);
  });

  test('a symbolic link makes that submission unreadable, and no other', async () => {
    await put('in/bob/deposit.ts', 'b');
    await mkdir(at('in/ann'));
    await symlink('/etc/passwd', at('in/ann/deposit.ts'));
    const { learners } = await collected(at('in'));
    expect(learners.map(({ id, unreadable }) => [id, unreadable])).toEqual([
      ['ann', '"ann/deposit.ts" is a symbolic link'],
      ['bob', undefined],
    ]);
  });

  test('two submissions: the newest before the deadline counts, and both are listed', async () => {
    const at = async (name: string, time: string, text: string): Promise<string> =>
      put(
        name,
        await zipOf({
          'submission_metadata.yml': `submission_1:\n  :submitters:\n  - :name: Ann\n    :sid: '1'\n  :created_at: ${time}\n`,
          'submission_1/deposit.ts': text,
        }),
      );
    const result = await collected(
      await at('a.zip', '2026-11-18 10:00:00 Z', 'old'),
      await at('b.zip', '2026-11-19 10:00:00 Z', 'new'),
      await at('c.zip', '2026-11-21 10:00:00 Z', 'late'),
    );
    const learner = first(result);
    expect(learner).toMatchObject({ late: false, source: 'b.zip: submission_1' });
    expect(learner.superseded.map(({ source, why }) => `${source}: ${why}`)).toEqual([
      'a.zip: submission_1: a newer one counts',
      'c.zip: submission_1: it came after the deadline',
    ]);
  });

  test('two submissions that nothing tells the time of: none of them is taken', async () => {
    await put('one/ann/deposit.ts', 'first');
    await put('two/ann/deposit.ts', 'second');
    const learner = first(await collected(at('one'), at('two')));
    expect(learner).toMatchObject({
      files: [],
      unreadable: 'it was found twice, in one: ann and two: ann, and nothing says which is newer',
    });
  });

  test('files of another exercise, and of another encoding, are not mixed up', async () => {
    await put('in/ann/exercises/02-async-races/04-single-flight/single-flight.ts', 'x');
    await put('in/ann/exercises/02-async-races/01-lost-update/deposit.ts', Buffer.from('// gr\u{FC}n', 'latin1'));
    const learner = first(await collected(at('in')));
    expect(learner).toMatchObject({
      files: ['02-async-races/01-lost-update/deposit.ts'],
      others: ['exercises/02-async-races/04-single-flight/single-flight.ts'],
    });
    const taken = await readFile(at('out/files', learner.key, learner.files[0] ?? ''));
    expect(taken).toEqual(Buffer.from('// gr\u{FC}n', 'latin1'));
  });

  test('whatever learners are called, their folders are plain ones inside', async () => {
    const names = ['=1+1', 'O\'Neill "x"', '\u{1F98A}', '..x..', '-rf', '<b>', 'a\\b'];
    for (const name of names) await put(`in/${name}/deposit.ts`, name);
    const { learners } = await collected(at('in'));
    expect(learners.map(({ id }) => id).toSorted()).toEqual(names.toSorted());
    for (const { id, key } of learners) {
      expect(key).toMatch(/^[a-z0-9-]+$/);
      const taken = at('out/files', key, '02-async-races/01-lost-update/deposit.ts');
      expect(await readFile(taken, 'utf8')).toBe(id);
    }
  });

  test('a learner whose folder is a link is there, and unreadable', async () => {
    await put('in/bob/deposit.ts', 'b');
    await symlink(at('in/bob'), at('in/ann'));
    const { learners } = await collected(at('in'));
    expect(learners.map(({ id, unreadable }) => [id, unreadable])).toEqual([
      ['ann', '"ann" is a symbolic link'],
      ['bob', undefined],
    ]);
  });

  test.each<[string, string | Buffer, RegExp]>([
    [
      'empty.zip',
      Buffer.from('PK\u{5}\u{6}'.padEnd(22, '\0'), 'latin1'),
      /Nobody handed in anything in `.*empty\.zip`/,
    ],
    ['text.zip', 'hello', /text\.zip` can't be read: .*cannot be read as a zip/],
    ['open.csv', 'id,url\nann,"x\n', /open\.csv` cannot be read as CSV/],
    [
      'other.csv',
      'student,repository\nann,https://x\n',
      /other\.csv:2: expected the columns `id` and `url`, got student/,
    ],
    [
      'moment.csv',
      'id,url,before\nann,https://x,2026-11-20\n',
      /moment\.csv:2: expected `before` to be a date and time such as .*, got `2026-11-20`/,
    ],
    ['twice.csv', 'id,url\nann,ext::a\n\nann,ext::b\n', /twice\.csv:4: the id `ann` is on line 2, too/],
  ])('%s ends in a sentence, and nothing is written', async (name, content, reason) => {
    await expect(collected(await put(name, content))).rejects.toThrow(reason);
    expect(await readdir(at())).toEqual([name]);
  });

  test('an export of Gradescope whose metadata is not YAML', async () => {
    const zip = await zipOf({ 'submission_metadata.yml': 'a: [', 'submission_1/deposit.ts': 'a' });
    await expect(collected(await put('g.zip', zip))).rejects.toThrow(/g\.zip` can't be read/);
  });

  test('a folder that something else is in stays as it is', async () => {
    await put('in/ann/deposit.ts', 'a');
    await put('out/thesis.txt', 'mine');
    await expect(collected(at('in'))).rejects.toThrow(/was not made by `class collect`/);
    expect(await readFile(at('out/thesis.txt'), 'utf8')).toBe('mine');
  });
});
