import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clone, racelings, repository } from './clone.ts';

describe('wrong use ends with code 2, says what to do, and leaves stdout alone', () => {
  test.each<[readonly string[], string]>([
    [['grde'], 'There is no command `grde`.\nDid you mean `grade`?\n'],
    [['grade', '--jsn'], 'Unknown flag `--jsn`.\nDid you mean `--json`?\n'],
    [['grade', '--attempt'], "Option '--attempt <value>' argument missing\nAdd `--help` to see the flags.\n"],
    [['grade', 'helo'], 'There is no exercise `helo`.\nDid you mean `hello`?\n'],
    [['grade', 'hello', '--all'], 'Give either `--all` or the names of exercises, not both.\n'],
    [['grade', '--replay', 'v1'], '`--replay` needs the name of exactly one exercise.\n'],
    [['grade', '--all', '--attempt', '.'], '`--attempt` needs the name of exactly one exercise.\n'],
    [['grade', 'hello', '--attempt', 'no where'], 'There is no folder `no where` to take the attempt from.\n'],
    [['author', 'chekc'], 'There is no command `author chekc`.\nDid you mean `check`?\n'],
    [['author', 'check', 'helo'], 'There is no exercise `helo`.\nDid you mean `hello`?\n'],
    [['watch', '--plian'], 'Unknown flag `--plian`.\nDid you mean `--plain`?\n'],
    [['watch', '--plain', 'helo'], 'There is no exercise `helo`.\nDid you mean `hello`?\n'],
    [['costs', 'helo'], 'There is no exercise `helo`.\nDid you mean `hello`?\n'],
    [
      ['costs', 'hello'],
      'There are no costs to compare in hello.\nExercises that have some: many-requests, heavy-hash, crashy-plugin, tiny-tasks,\nshared-counter, thumbnails.\n',
    ],
    [['drive', 'helo'], 'There is no exercise `helo`.\nDid you mean `hello`?\n'],
    [['drive', 'hello', '--attempt', 'no where'], 'There is no folder `no where` to take the attempt from.\n'],
    [['doctor', '--fix'], 'Unknown flag `--fix`.\nAdd `--help` to see the flags.\n'],
    [
      ['watch'],
      'npm start needs a terminal.\n' +
        'It redraws a screen and reads keys, but this is a pipe or a file.\n' +
        '`npm start -- --plain` prints a line of text for each event, and works anywhere.\n' +
        '`npm run grade` judges once and prints the verdict.\n',
    ],
  ])('%j', async (args, stderr) => {
    expect(await racelings(repository, ...args)).toEqual({ code: 2, stdout: '', stderr });
  });
});

test.each([
  ['--help'],
  ['grade', '--help'],
  ['author', 'check', '--help'],
  ['watch', '-h'],
  ['doctor', '--help'],
  ['demo', '--help'],
  ['costs', '--help'],
  ['drive', '--help'],
])('%s %s explains itself in lines of 80 columns', async (...args) => {
  const { code, stdout, stderr } = await racelings(repository, ...args.filter((arg) => arg !== undefined));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('npm ');
  expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
});

describe('bench', () => {
  const bench = (...args: readonly string[]): object => {
    const program = ['--import', 'tsx', join('grader', 'bench', 'main.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: repository, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  test('--help says what there is', () => {
    expect(bench('--help')).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^npm run bench -- .*^ {2}saves /ms),
      stderr: '',
    });
  });

  test.each([
    [['--jsn'], 'Unknown flag `--jsn`.\nDid you mean `--json`?\n'],
    [['--json'], "Option '--json <value>' argument missing\nAdd `--help` to see the flags.\n"],
    [['svaes'], 'There is no section `svaes`.\nDid you mean `saves`?\n'],
    [['saves', '--pause', '300,soon'], 'Expected a positive whole number for `--pause`, got `soon`.\n'],
  ])('%j ends in a sentence', (args, stderr) => {
    expect(bench(...args)).toEqual({ status: 2, stdout: '', stderr });
  });
});

describe('before anything can run', () => {
  test('an old Node gets one sentence with both versions', async () => {
    const root = await clone({ installed: false, exercises: [] });
    const path = join(root, 'package.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('>=20.19.0', '>=999.0.0'));
    expect(await racelings(root, 'watch')).toEqual({
      code: 2,
      stdout: '',
      stderr: `Racelings needs Node 999.0.0 or newer, and this is Node ${process.versions.node}: https://nodejs.org\n`,
    });
  });

  test('missing packages are told apart from a fault', async () => {
    expect(await racelings(await clone({ installed: false, exercises: [] }), 'grade')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Some packages that Racelings needs are not there: run `npm install` first.\n',
    });
  });
});
