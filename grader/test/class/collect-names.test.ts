import { expect, test } from 'vitest';
import { pickFiles } from '../../class/collect/pick.ts';
import { collecting, exercises, first, known } from './collecting.ts';
import { zipOf } from './zips.ts';

/* Names that are nearly those of declared files. */

const { at, put, collected } = collecting();
const deposit = '02-async-races/01-lost-update/deposit.ts';

test.each([
  'deposit (1).ts',
  'deposit-2.ts',
  'Deposit.ts',
  'deposit - Copy.ts',
  'Copy of deposit.ts',
  'deposit - Kopie.ts',
  'deposit.js',
  'deposit.ts.txt',
  'deposit .ts',
  'a/deposit(3).ts',
])('%s: nearly a declared file is no missing one', async (name) => {
  await put(`in/ann/${name}`, 'a');
  expect(first(await collected(at('in'))).problems).toEqual([
    `${deposit} was not found, but ${JSON.stringify(name)} may be it`,
  ]);
});

test.each(['deposit.ts.', 'deposit.ts ', ' deposit.ts'])(
  '"%s", which Windows does not know, in a zip',
  async (name) => {
    const zip = await zipOf({ [`ann/${name}`]: 'a' });
    expect(first(await collected(await put('a.zip', zip))).problems).toEqual([
      `${deposit} was not found, but ${JSON.stringify(name)} may be it`,
    ]);
  },
);

test('a copy beside the declared file does not count, and is no problem', async () => {
  await put('in/ann/deposit.ts', 'a');
  await put('in/ann/deposit (1).ts', 'old');
  expect(first(await collected(at('in')))).toMatchObject({ files: [deposit], problems: [] });
});

test('names that only a zip can have hold nobody up', () => {
  const entries = Array.from({ length: 200 }, (_, index) => ({
    path: `${' '.repeat(60_000)}${index}`,
    bytes: 1,
    read: async () => Buffer.alloc(1),
  }));
  const begin = performance.now();
  expect(pickFiles(entries, exercises, known).others).toHaveLength(200);
  expect(performance.now() - begin).toBeLessThan(5_000);
});
