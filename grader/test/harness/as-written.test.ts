import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asWritten } from '../../harness/as-written.ts';
import { compileModules, compileProgram } from '../../judge/staging/compile.ts';

const clerk = `type Price = { cents: number };

export function sell(price: Price): number {
  if (price.cents < 0) throw new RangeError('less than nothing');
  return price.cents;
}
`;

let folder = '';
let stage = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'as-written-'));
  stage = join(folder, 'attempt-3');
  const texts = new Map([['clerk.ts', clerk]]);
  await Promise.all([compileProgram(texts, stage), compileModules(texts, [], join(stage, 'real'))]);
});

afterAll(() => rm(folder, { recursive: true }));

test('a stack tells of the files that the learner wrote, and of no others', async () => {
  const module = join(stage, 'real', 'clerk.mjs');
  const { sell } = (await import(pathToFileURL(module).href)) as { sell: (price: { cents: number }) => number };
  const stack = stackOf(() => ['a'].map(() => sell({ cents: -1 })));
  expect(stack).toContain(module);
  const lines = asWritten(stage)(stack).split('\n');
  expect(lines.slice(0, 2)).toEqual(['RangeError: less than nothing', '    at sell (clerk.ts:4)']);
  // Whoever reads it has never seen this file.
  expect(lines.join('\n')).not.toMatch(/as-written|node:|file:/);
  expect(lines).toContain('    at Array.map (<anonymous>)');
});

test('nor of what the kit put into one of them', () => {
  const given = join(stage, 'real', 'primes.mjs');
  const stack = `Error: no\n    at failIfTold (${given}:5:1)\n    at ${given}:9:1\n    at async (node:internal/task:7:1)`;
  expect(asWritten(stage)(stack)).toBe('Error: no');
});

test('also one of a simulated machine', async () => {
  const lines = (await readFile(join(stage, 'attempt.js'), 'utf8')).split('\n');
  const line = lines.findIndex((text) => text.includes('throw new RangeError'));
  const place = `attempt.js:${line + 1}:${(lines[line]?.indexOf('throw') ?? 0) + 7}`;
  const written = asWritten(stage)(
    `Error: no\n    at sell (${place})\n    at async Task.start (file:///kit/tasks.mjs:7:1)`,
  );
  expect(written).toBe('Error: no\n    at sell (clerk.ts:4)');
});

test('properties of an error stay where they are', () => {
  const printed = "Error: no\n    at node:internal/fs:1:2 {\n  code: 'ENOENT'\n}\n";
  expect(asWritten(stage)(printed)).toBe("Error: no {\n  code: 'ENOENT'\n}\n");
});

test('places are found in other texts, too', async () => {
  const module = join(stage, 'real', 'clerk.mjs');
  const written = asWritten(stage);
  expect(written(`Cannot find module '${join(stage, 'real', 'till.mjs')}' imported from ${module}`)).toBe(
    "Cannot find module 'till.ts' imported from clerk.ts",
  );
  expect(written(pathToFileURL(module).href)).toBe('clerk.ts');
  const compiled = (await readFile(module, 'utf8')).split('\n');
  const line = compiled.findIndex((text) => text.includes('throw new RangeError')) + 1;
  expect(written(`${module}:${line}`)).toBe('clerk.ts:4');
});

test('by whatever name the temporary folder goes', async () => {
  const other = join(folder, 'link');
  await symlink(stage, other, 'junction');
  expect(asWritten(other)(join(stage, 'real', 'clerk.mjs'))).toBe('clerk.ts');
});

test('what is temporary has no name', () => {
  const run = join(tmpdir(), 'racelings-run-aB3xY9');
  const written = asWritten(stage);
  expect(written(`ENOENT: no such file or directory, open '${join(run, 'a.json')}'`)).toBe(
    `ENOENT: no such file or directory, open '.${sep}a.json'`,
  );
  expect(written(run)).toBe('.');
  expect(written(`in ${join(stage, 'real')}`)).toBe('in .');
  expect(written(`['${join(sep, 'private', 'racelings-Qw12Er', 'racelings-aB3xY9', 'arena.mjs')}']`)).toBe(
    `['.${sep}arena.mjs']`,
  );
  expect(written('(node:4711) Warning: careful')).toBe('(node) Warning: careful');
});

test('all else stays as it is', () => {
  const text = 'at home\n  at ease (with files/and folders)\n\tone\r\nattempt.js of mine, (node:5)';
  expect(asWritten(stage)(text)).toBe(text);
});

test('a flood is no trouble', () => {
  const floods = ['x', '/', ' at (', '/racelings-', `${join(stage, 'real')}/`, 'attempt.js:1'].map((text) =>
    text.repeat(65_536 / text.length),
  );
  const written = asWritten(stage);
  for (const flood of floods) expect(written(flood).length).toBeLessThanOrEqual(flood.length);
});

function stackOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).stack ?? '';
  }
  throw new Error('Expected it to throw');
}
