import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readExercise, type Exercise } from '../../course/exercise.ts';
import type { AttemptFile } from '../../course/attempt.ts';
import { stage } from '../../judge/staging/stage.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stage-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const simulated = (): Promise<Exercise> => readExercise(root, '02-async-races/01-lost-update');
const real = (): Promise<Exercise> => readExercise(root, '03-workers/02-split-work');
const deposit = (text: string): AttemptFile[] => [{ name: 'deposit.ts', state: 'text', text }];
const split = (main: string, worker = 'export {};'): AttemptFile[] => [
  { name: 'split-work.ts', state: 'text', text: main },
  { name: 'prime-worker.ts', state: 'text', text: worker },
];

describe('a file that cannot be read is a finding', () => {
  test.each([
    ['missing', 'There is no file deposit.ts.'],
    ['folder', 'deposit.ts is a folder, not a file.'],
    ['link', 'deposit.ts is a symbolic link, or behind one: the file itself must be there.'],
    ['not-utf8', 'deposit.ts is not text in UTF-8.'],
  ] as const)('%s', async (state, message) => {
    const findings = await stage(await simulated(), [{ name: 'deposit.ts', state }], folder);
    expect(findings).toMatchObject([{ kind: 'does-not-compile', message, location: { file: 'deposit.ts', line: 1 } }]);
  });
});

describe('code that does not compile is a finding with its line', () => {
  test('a syntax error', async () => {
    const findings = await stage(await simulated(), deposit('export const a = 1;\nexport function (\n'), folder);
    expect(findings).toMatchObject([{ kind: 'does-not-compile', location: { file: 'deposit.ts', line: 2 } }]);
  });

  test('an import of a file that is not part of the exercise', async () => {
    const findings = await stage(
      await simulated(),
      deposit("import { a } from './other.ts';\nexport const b = a;"),
      folder,
    );
    expect(findings).toMatchObject([
      { kind: 'does-not-compile', message: '"./other.ts" is not one of this exercise\'s files (deposit.ts).' },
    ]);
  });

  test('an import of a package', async () => {
    const findings = await stage(
      await simulated(),
      deposit("import lodash from 'lodash';\nexport const b = lodash;"),
      folder,
    );
    expect(findings[0]?.message).toContain('"lodash" can\'t be imported: only Node\'s own modules');
    expect(findings[0]?.location).toEqual({ file: 'deposit.ts', line: 1 });
  });
});

test('types, top-level await and node modules compile to one script', async () => {
  const text =
    "import { once } from 'node:events';\nexport const a: number = await Promise.resolve(1);\nexport { once };";
  expect(await stage(await simulated(), deposit(text), folder)).toEqual([]);
  expect(readFileSync(join(folder, 'attempt.js'), 'utf8')).not.toMatch(/^(import|export) /m);
});

test('a real run gets one module a file, beside the metered file of the kit', async () => {
  const main = "import { countPrimes } from './primes.ts';\nexport const f = () => countPrimes(0, 1);";
  expect(await stage(await real(), split(main), folder)).toEqual([]);
  expect(readdirSync(join(folder, 'real')).toSorted()).toEqual([
    'prime-worker.mjs',
    'prime-worker.mjs.map',
    // By these names the code finds its own files.
    'prime-worker.ts',
    'primes.mjs',
    'primes.ts',
    'split-work.mjs',
    'split-work.mjs.map',
    'split-work.ts',
  ]);
  expect(readFileSync(join(folder, 'real/split-work.mjs'), 'utf8')).toContain('from "./primes.mjs"');
});

test("a learner's own version of a given file is never taken", async () => {
  const files = [
    ...split('export {};'),
    { name: 'primes.ts', state: 'text', text: 'export const countPrimes = () => 42;' },
  ] as const;
  await stage(await real(), files, folder);
  expect(readFileSync(join(folder, 'real/primes.mjs'), 'utf8')).not.toContain('42');
});
