import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { cp, mkdir, readdir, rename, watch, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryKit } from '../kit.ts';
import { clone, oneExercise, racelings, racelingsWith, repository, withOneExercise } from './clone.ts';

/* Where a clone and the temporary files may be, and what is left there. */

const isWindows = process.platform === 'win32';
const solved = ['grade', 'hello', '--attempt', join('solutions', oneExercise)] as const;

/** For temporary files, by any name that they are asked for. */
const temporaryAt = (path: string): Readonly<Record<string, string>> => ({ TMPDIR: path, TEMP: path, TMP: path });

describe('temporary files', () => {
  test('can be in a folder of any name, and none is left', async () => {
    const root = await withOneExercise();
    const folder = join(dirname(root), isWindows ? "a%41#b' {c,d} [é]" : 'a%41#b?c*d\' "e {f,g} [é]');
    await mkdir(folder);
    const { code, stdout } = await racelingsWith(temporaryAt(folder), root, ...solved);
    expect({ code, stdout, left: await readdir(folder) }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ hello +passed\n/),
      left: [],
    });
  });

  const refused: readonly (readonly [name: string, folder: string, reason: RegExp])[] = [
    ['is not there', join(repository, 'no where'), /^No temporary files can be written to .*no where/],
    ['is a file', join(repository, 'package.json'), /^No temporary files can be written to .*package\.json/],
    ...(isWindows
      ? []
      : [['has a backslash', '/tmp/a\\b', /^Temporary files cannot be in a folder with `\\`/] as const]),
  ];
  test.each(refused)('in a folder that %s: a sentence', async (_name, folder, reason) => {
    for (const args of [solved, ['demo', 'hello']]) {
      const { code, stdout, stderr } = await racelingsWith(temporaryAt(folder), repository, ...args);
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(reason) });
      expect(stderr.trim().split('\n')).toHaveLength(2);
    }
    // It tries whether the clone can be written.
    const doctor = await racelingsWith(temporaryAt(folder), await clone({ exercises: [] }), 'doctor');
    expect(doctor).toMatchObject({
      code: 1,
      stderr: '',
      stdout: expect.stringMatching(/^✗ temporary files +cannot be written/m),
    });
  });
});

describe('a clone', () => {
  /** With its packages inside, as `npm install` puts them: the kit is compiled there. */
  const moved = async (name: string): Promise<string> => {
    const root = join(dirname(await withOneExercise()), name);
    await rename(join(dirname(root), 'clône 日本'), root);
    return root;
  };

  test("can be in a folder with % ' & ( [ { in its name", async () => {
    const root = await moved("a%20b%' &(c) [d] {e,f}");
    expect(await racelings(root, ...solved)).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(isWindows ? ['#'] : ['#', '?', '*', '\\'])('with %s in its path: a sentence', async (character) => {
    const root = join(await temporaryKit({}), `a${character}b`);
    for (const path of ['package.json', join('grader', 'start.cjs')])
      await cp(join(repository, path), join(root, path));
    expect(await racelings(root, 'grade')).toEqual({
      code: 2,
      stdout: '',
      stderr: `Racelings cannot run in a folder with \`${character}\` in its path: ${root}\nMove or rename it.\n`,
    });
  });
});

describe.skipIf(process.platform !== 'linux')('output to a full disk', () => {
  test.each([[[...solved, '--json']], [solved], [['--help']]])('%j', async (args) => {
    const full = openSync('/dev/full', 'w');
    const program = spawn(process.execPath, [join('grader', 'start.cjs'), ...args], {
      cwd: repository,
      env: { ...process.env, INIT_CWD: repository },
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let said = '';
    program.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    expect(await once(program, 'close')).toEqual([2, null]);
    expect(said).toMatch(/^The output could not be written: ENOSPC[^\n]*\n$/);
  });
});

describe.skipIf(isWindows)('of a grade that is ended while code runs, nothing is left', () => {
  /** Until the judge has put an attempt where the arena finds it. */
  const untilStaged = async (temporary: string): Promise<void> => {
    for await (const { filename } of watch(temporary, { recursive: true })) {
      if (filename?.includes('attempt-')) return;
    }
  };

  const underWay = async (): Promise<{ readonly grade: ChildProcess; readonly left: () => Promise<unknown> }> => {
    const root = await withOneExercise();
    const temporary = join(dirname(root), 'tmp');
    await mkdir(temporary);
    await writeFile(join(root, 'exercises', oneExercise, 'hello.ts'), 'while (true) {}\n');
    const staged = untilStaged(temporary);
    const grade = spawn(process.execPath, [join(root, 'grader', 'start.cjs'), 'grade', 'hello'], {
      cwd: root,
      env: { ...process.env, ...temporaryAt(temporary) },
      stdio: 'ignore',
    });
    await staged;
    const left = async (): Promise<unknown> => {
      const table = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).split('\n');
      const processes = table.filter((line) => line.includes(dirname(root)) && !line.includes('vitest run'));
      return { processes, files: await readdir(temporary) };
    };
    return { grade, left };
  };

  const nothing = { processes: [], files: [] };

  test('by Ctrl-C', async () => {
    const { grade, left } = await underWay();
    grade.kill('SIGINT');
    expect(await once(grade, 'exit')).toEqual([130, null]);
    expect(await left()).toEqual(nothing);
  });

  test('by a second Ctrl-C at once, or by force', async () => {
    for (const signals of [['SIGINT', 'SIGINT'], ['SIGKILL']] as const) {
      const { grade, left } = await underWay();
      for (const signal of signals) grade.kill(signal);
      await once(grade, 'exit');
      // The judge's process notices by itself that nobody is there.
      await expect.poll(left, { timeout: 30_000, interval: 200 }).toEqual(nothing);
    }
  });
});
