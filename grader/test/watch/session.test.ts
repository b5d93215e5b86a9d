import { cp, mkdir, readFile, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clone } from '../cli/clone.ts';
import { hasTerminals, TerminalDriver } from './terminal-driver.ts';

const id = '00-welcome/01-hello';
const learner = (root: string): string => join(root, 'exercises', id, 'hello.ts');
const solution = (root: string): string => join(root, 'solutions', id, 'hello.ts');
const solve = async (root: string): Promise<void> => cp(solution(root), learner(root));

const left = { code: 0, terminalRestored: true };

describe.skipIf(!hasTerminals)('a session in a real terminal', { timeout: 200_000 }, () => {
  test('from the first screen over a hint to the next exercise, and back another day', async () => {
    const root = await clone();
    const day = new TerminalDriver(root);
    await day.waitFor('Hello, both of you');
    await day.waitFor('✗');
    day.press('h');
    await day.waitFor('Hint 1:');
    day.press('n');
    await day.waitFor('Not passed yet');
    await solve(root);
    await day.waitFor('✓ hello');
    await day.waitFor('1 of 5 passed');
    await day.waitFor(/Verdict for your save of \d\d:\d\d:\d\d\. Passed: n goes on\./);
    day.press('n');
    await day.waitFor('The clock that stood still');
    day.press('l');
    await day.waitFor('✓ hello');
    await day.waitFor('> · blocking-read');
    day.press('q');
    expect(await day.ended()).toMatchObject({ ...left, said: '1 of 5 passed. npm start goes on at blocking-read.' });
    expect(day.processes).toEqual([]);

    const nextDay = new TerminalDriver(root);
    await nextDay.waitFor('The clock that stood still');
    await nextDay.waitFor('1 of 5 passed');
    nextDay.press('\u0003');
    expect(await nextDay.ended()).toMatchObject(left);
    expect(nextDay.processes).toEqual([]);
  });

  test('whatever happens to the file is said, and forgotten when it is back', async () => {
    const root = await clone();
    const file = learner(root);
    const session = new TerminalDriver(root);
    await session.waitFor('wrong-result');
    await rm(file);
    await session.waitFor('There is no file hello.ts.');
    await mkdir(file);
    await session.waitFor('hello.ts is a folder, not a file.');
    await rmdir(file);
    await writeFile(file, 'export const = ;\n');
    await session.waitFor('hello.ts:1');
    await rm(join(root, 'exercises', id), { recursive: true });
    await session.waitFor('There is no file hello.ts.');
    await mkdir(join(root, 'exercises', id));
    await solve(root);
    await session.waitFor('✓ hello');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
  });

  test('an endless loop is replaced by the next save, and Ctrl-C ends another one', async () => {
    const root = await clone();
    const session = new TerminalDriver(root);
    await session.waitFor('wrong-result');
    await writeFile(learner(root), 'export function welcome() {\n  while (true) {}\n}\n');
    await session.waitFor('Checking your save');
    await solve(root);
    await session.waitFor('✓ hello');
    await writeFile(learner(root), 'while (true) {}\n');
    await session.waitFor('Checking your save');
    session.press('\u0003');
    expect(await session.ended()).toMatchObject(left);
    expect(session.processes).toEqual([]);
  });

  test('two watchers of one clone both judge, and know of each other', async () => {
    const root = await clone();
    const one = new TerminalDriver(root);
    await one.waitFor('wrong-result');
    const two = new TerminalDriver(root);
    await two.waitFor('Another watcher has this clone open.');
    await two.waitFor('wrong-result');
    await solve(root);
    await Promise.all([one.waitFor('✓ hello'), two.waitFor('✓ hello')]);
    one.press('q');
    expect(await one.ended()).toMatchObject(left);
    two.press('h');
    await two.waitFor('Hint 1:');
    two.press('q');
    expect(await two.ended()).toMatchObject(left);
    const progress = await readFile(join(root, '.racelings', 'progress.txt'), 'utf8');
    expect(progress).toMatch(/^00-welcome\/01-hello passed=\S+ hash=\S+ attempts=4 hints=1$/m);
    expect(await readdir(join(root, '.racelings', 'watchers'))).toEqual([]);
  });

  test('a reset asks, and says where the work is', async () => {
    const root = await clone();
    const starter = await readFile(learner(root), 'utf8');
    await writeFile(learner(root), '// hours of work\n');
    const session = new TerminalDriver(root);
    await session.waitFor('missing-export');
    session.press('x');
    await session.waitFor('y yes, reset');
    session.press('n');
    await session.waitFor('Nothing was changed.');
    session.press('x');
    await session.waitFor('y yes, reset');
    session.press('y');
    await session.waitFor('The starter is back. What you had is in .racelings/backups/00-welcome/01-hello/');
    await session.waitFor('wrong-result');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
    expect(await readFile(learner(root), 'utf8')).toBe(starter);
    const backups = join(root, '.racelings', 'backups', id);
    const [backup = ''] = await readdir(backups);
    expect(await readFile(join(backups, backup, 'hello.ts'), 'utf8')).toBe('// hours of work\n');
  });

  test('a signal gives the terminal back, too', async () => {
    const root = await clone();
    const session = new TerminalDriver(root);
    await session.waitFor('wrong-result');
    const [program = 0] = session.processes;
    process.kill(program, 'SIGTERM');
    expect(await session.ended()).toMatchObject({ code: 143, terminalRestored: true });
    expect(session.processes).toEqual([]);
  });

  test('damaged progress is set aside, and said', async () => {
    const root = await clone();
    await mkdir(join(root, '.racelings'));
    await writeFile(join(root, '.racelings', 'progress.txt'), 'nonsense\n');
    const session = new TerminalDriver(root);
    await session.waitFor('Your progress file was damaged (line 1).');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
  });
});
