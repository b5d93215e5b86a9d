import { describe, expect, test } from 'vitest';
import { classCaps, openArchive } from '../../class/collect/archive.ts';
import { lying, miscounted, overlapping, patched, zipOf } from './zips.ts';

/** What it says of the archive, or of the first entry that can't be read. */
const complaint = async (zip: Buffer, caps = classCaps): Promise<string> => {
  try {
    const archive = await openArchive(zip, caps);
    for (const entry of archive.entries.filter(({ skipped }) => !skipped)) await entry.read();
    return 'nothing';
  } catch (error) {
    return error instanceof Error && error.name === 'Unreadable' ? error.message : `threw ${String(error)}`;
  }
};

test('files are read; litter of other systems is not there', async () => {
  const { entries } = await openArchive(
    await zipOf({ 'a/x.ts': 'one', '__MACOSX/a/._x.ts': 'y', 'a/.DS_Store': 'z' }),
    classCaps,
  );
  expect(entries.map(({ path }) => path)).toEqual(['a/x.ts']);
  expect(String(await entries[0]?.read())).toBe('one');
});

test('a name that must not be read says nothing about the other files', async () => {
  const { entries } = await openArchive(
    patched(await zipOf({ 'aa/x.ts': 'x', 'b.ts': 'y' }), 'aa/x.ts', '../x.ts'),
    classCaps,
  );
  expect(entries.map(({ path, fault }) => [path, fault])).toEqual([
    ['../x.ts', '"../x.ts" is a name that could lead out of its folder'],
    ['b.ts', undefined],
  ]);
});

describe('refused, with the reason', () => {
  const plain = zipOf({ 'aa/evil.ts': 'x', 'other.ts': 'y' });
  test.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      'a name that leads out',
      async () => patched(await plain, 'aa/evil.ts', '../evil.ts'.slice(0, 10)),
      /could lead out of its folder/,
    ],
    ['an absolute name', async () => patched(await plain, 'aa/evil.ts', '/etc/cron1'), /could lead out of its folder/],
    ['a backslash', async () => patched(await plain, 'aa/evil.ts', 'aa\\evil.ts'), /has a backslash in its name/],
    ['a drive', async () => patched(await plain, 'aa/evil.ts', 'C:/evil.ts'), /could lead out of its folder/],
    ['a symbolic link', async () => zipOf({ 'x.ts': '/etc/passwd' }, 0o120777), /"x.ts" is a symbolic link/],
    ['a device', async () => zipOf({ 'x.ts': '' }, 0o060666), /is a device/],
    ['a pipe', async () => zipOf({ 'x.ts': '' }, 0o010666), /is a pipe/],
    [
      'names that are one on some systems',
      async () => zipOf({ 'A.ts': 'x', 'a.ts': 'y' }),
      /the same name on some systems/,
    ],
    [
      'entries that share bytes',
      async () => overlapping(await zipOf({ 'a.ts': 'x'.repeat(50), 'b.ts': 'y' })),
      /overlap/,
    ],
    ['a size that lies', async () => lying(await zipOf({ 'a.ts': 'x'.repeat(50) }), 7), /can't be unpacked/],
    ['extreme compression', async () => zipOf({ 'a.ts': Buffer.alloc(10_000_000) }), /more than 100 times/],
    [
      'a name that no file system has',
      async () => zipOf({ [`${'grader/'.repeat(9_000)}a.ts`]: 'x' }),
      /^"grader\/.*"… is a name of 63004 characters$/,
    ],
    ['a checksum that is wrong', async () => miscounted(await zipOf({ 'a.ts': 'x' })), /its checksum is wrong/],
    ['no zip at all', async () => Buffer.from('hello'), /cannot be read as a zip/],
  ])('%s', async (_, zip, reason) => {
    expect(await complaint(await zip())).toMatch(reason);
  });

  test('more entries than allowed, of those that are read, and of all', async () => {
    const zip = await zipOf({ 'a.ts': '', 'b.ts': '', 'node_modules/c.ts': '' });
    expect(await complaint(zip, { entries: 2, all: 3 })).toBe('nothing');
    expect(await complaint(zip, { entries: 1, all: 9 })).toMatch(/has 2 entries; at most 1/);
    expect(await complaint(zip, { entries: 9, all: 2 })).toMatch(/has 3 entries; at most 2/);
  });
});
