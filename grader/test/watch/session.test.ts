import { execFile } from 'node:child_process';
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  rmdir,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clone } from '../cli/clone.ts';
import { hasTerminals, TerminalDriver } from './terminal-driver.ts';

const id = '00-welcome/01-hello';
const learner = (root: string): string => join(root, 'exercises', id, 'hello.ts');
const solution = (root: string): string => join(root, 'solutions', id, 'hello.ts');
const solve = async (root: string): Promise<void> => cp(solution(root), learner(root));
const run = promisify(execFile);

const left = { code: 0, terminalRestored: true };
const ctrlC = '\u0003';
const escape = '\u001b';

const blockingRead = '01-event-loop/02-blocking-read';
const lostUpdate = '02-async-races/01-lost-update';

/** A clone with a course of just these exercises, the first with this limit of silence. */
const courseOf = async (ids: readonly string[], seconds = 10): Promise<string> => {
  const root = await clone({ exercises: ids });
  const metadata = join(root, 'grader', 'exercises', id, 'exercise.json');
  await writeFile(metadata, (await readFile(metadata, 'utf8')).replace('"seconds": 10', `"seconds": ${seconds}`));
  return root;
};

const attemptsIn = async (root: string): Promise<number> => {
  const progress = await readFile(join(root, '.racelings', 'progress.txt'), 'utf8');
  return Number(/^00-welcome\/01-hello .*attempts=(\d+)/m.exec(progress)?.[1]);
};

describe.skipIf(!hasTerminals)('a session in a real terminal', { timeout: 400_000 }, () => {
  test('from the first screen over hints, the list and a solution to the next exercise, and back another day', async () => {
    const root = await courseOf([id, blockingRead, lostUpdate]);
    const day = new TerminalDriver(root);
    await day.waitFor('Hello, both of you');
    await day.waitFor('✗');
    day.press('h');
    await day.waitFor('Hint 1:');
    day.press('h');
    await day.waitFor('Hint 2:');
    day.press('n');
    await day.waitFor('Not passed yet');
    day.press('s');
    await day.waitFor('The solution is shown once yours has passed');
    await appendFile(learner(root), 'export const wrongType: number = "text";\n');
    await day.waitFor(/Verdict for your save at \d\d:\d\d:\d\d\. Every save is checked\./);
    await day.waitFor('TypeScript errors are below the verdict');
    day.press('\u001b[F');
    await day.waitFor(/hello\.ts:\d+ TS2322/);
    await day.waitFor('Hint 2:');
    await solve(root);
    await day.waitFor('✓ hello');
    await day.waitFor('1 of 3 passed');
    await day.waitFor(/Verdict for your save at \d\d:\d\d:\d\d\. Passed: press n to go on\./);
    day.press('s');
    await day.waitFor('the same as yours');
    day.press('d');
    await day.waitFor('Promise.all([greet(first), greet(second)])');
    day.press(escape);
    await day.waitFor('Passed: press n to go on.');
    day.press('n');
    await day.waitFor('blocking-read');
    day.press('l');
    await day.waitFor('✓ hello');
    await day.waitFor('> · blocking-read');
    day.press('\t');
    await day.waitFor('[pending]');
    day.press('kitty');
    await day.waitFor('> · lost-update');
    day.press('\r');
    await day.waitFor('The account ends with');
    day.press('t');
    await day.waitFor(/Step 1 of \d+: deposit A/);
    day.press(' ');
    await day.waitFor('Step 2 of');
    await day.waitFor(/> \d+ +await accounts\.write\(id, next\);/);
    day.press(escape);
    day.press('p');
    await day.waitFor('The clock that stood still');
    day.press('l');
    await day.waitFor('Search:');
    day.press(ctrlC);
    expect(await day.ended()).toMatchObject({ ...left, said: '1 of 3 passed. npm start continues at blocking-read.' });
    await day.nothingLeft();

    const nextDay = new TerminalDriver(root, { args: ['async-races'] });
    await nextDay.waitFor('The coffee kitty');
    // Of yesterday, and there before anything was judged.
    await nextDay.waitFor('The account ends with');
    await nextDay.waitFor('1 of 3 passed');
    nextDay.resize(60, 12);
    await nextDay.waitFor(/─{8,} .*↓ \d+ more lines: arrow keys/);
    nextDay.resize(100, 40);
    await nextDay.waitFor('of 38 different orders fail');
    nextDay.press(ctrlC);
    expect(await nextDay.ended()).toMatchObject(left);
    await nextDay.nothingLeft();
  });

  test('whatever happens to the file is said, and forgotten when it is back', async () => {
    const root = await clone({ exercises: [id, blockingRead] });
    const file = learner(root);
    const session = new TerminalDriver(root);
    await session.waitFor(/\brace\b/);
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
    await rename(file, `${file}.away`);
    // Known from before: shown without another run.
    await session.waitFor('There is no file hello.ts.');
    await session.waitFor('judged before');
    await rename(`${file}.away`, file);
    await session.waitFor('✓ hello');
    const attempts = await attemptsIn(root);

    // As editors save: a new file takes the place of the old one.
    await writeFile(`${file}.tmp`, '// atomic\n');
    await rename(`${file}.tmp`, file);
    await session.waitFor('missing-export');
    // Content that did not change is no save.
    await utimes(file, new Date(), new Date());
    await writeFile(file, '// atomic\n');
    // Two saves in a row: the last one counts.
    await writeFile(file, 'export const = 1;\n');
    await writeFile(file, 'export function welcome() { return "twice"; }\n');
    await session.waitFor('welcome asked the first guest 0 times');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
    expect(await attemptsIn(root)).toBeLessThanOrEqual(attempts + 3);
  });

  test('endless loops: replaced by the next save, stopped by the watchdog, ended by Ctrl-C', async () => {
    const root = await courseOf([id], 4);
    const session = new TerminalDriver(root);
    await session.waitFor(/\brace\b/);
    await writeFile(learner(root), 'export function welcome() {\n  while (true) {}\n}\n');
    await session.waitFor('Checking your save');
    await cp(join(root, 'grader', 'exercises', id, 'starter', 'hello.ts'), learner(root));
    await session.waitFor('judged before');
    await writeFile(learner(root), 'export function welcome() {\n  for (;;) console.log("flood");\n}\n');
    await session.waitFor('Checking your save');
    // The keys are alive while the loop is running.
    session.press('h');
    await session.waitFor('Hint 1:');
    session.press('?');
    await session.waitFor('There is nothing else to do.');
    session.press('?');
    await session.waitFor('stuck');
    await session.waitFor('Hint 1:');
    await writeFile(learner(root), 'while (true) {}\n');
    await session.waitFor('Checking your save');
    session.press(ctrlC);
    expect(await session.ended()).toMatchObject(left);
    await session.nothingLeft();
  });

  test('Ctrl-C at the first screen leaves nothing behind', async () => {
    const session = new TerminalDriver(await clone({ exercises: [id, blockingRead] }));
    await session.waitFor('Racelings');
    session.press(ctrlC);
    expect(await session.ended()).toMatchObject(left);
    await session.nothingLeft();
  });

  test('a demo, an editor, a reset, and the last exercise', async () => {
    const root = await courseOf([id]);
    const starter = await readFile(learner(root), 'utf8');
    await writeFile(learner(root), '// hours of work\n');
    // An editor for the terminal: it is given the path, and writes the solution to it.
    const session = new TerminalDriver(root, { env: { VISUAL: '', EDITOR: `cp '${solution(root)}'` } });
    await session.waitFor('missing-export');
    session.press('x');
    await session.waitFor('y yes, reset');
    session.press('n');
    await session.waitFor('Nothing was changed.');
    session.press('l');
    await session.waitFor('> · hello');
    session.press('\u0018');
    await session.waitFor('y yes, reset');
    session.press('y');
    await session.waitFor('u undoes that: your version is in .racelings/backups/00-welcome/01-hello/');
    session.press(escape);
    await session.waitFor(/\brace\b/);
    expect(await readFile(learner(root), 'utf8')).toBe(starter);
    const backups = join(root, '.racelings', 'backups', id);
    const [backup = ''] = await readdir(backups);
    expect(await readFile(join(backups, backup, 'hello.ts'), 'utf8')).toBe('// hours of work\n');

    await writeFile(join(root, 'exercises', id, 'demo.ts'), 'console.log("it runs");\nsetInterval(() => {}, 1000);\n');
    session.press('d');
    await session.waitFor('it runs');
    session.press(ctrlC);
    await session.waitFor('You ended it.');
    session.press(' ');
    await session.waitFor(/\brace\b/);

    session.press('e');
    await session.waitFor('The end, and well done.');
    session.press(escape);
    await session.waitFor('✓ hello');
    session.press('a');
    await session.waitFor('The end, and well done.');
    session.press(ctrlC);
    expect(await session.ended()).toMatchObject({ ...left, said: '1 of 1 passed. npm start continues at hello.' });
    await session.nothingLeft();
  });

  test('two watchers of one clone both judge, and know of each other', async () => {
    const root = await clone({ exercises: [id, blockingRead] });
    const one = new TerminalDriver(root);
    await one.waitFor(/\brace\b/);
    const two = new TerminalDriver(root);
    await two.waitFor('Another watcher has this clone open.');
    await two.waitFor('Verdict for your files as they are. Every');
    await solve(root);
    await Promise.all([one.waitFor('✓ hello'), two.waitFor('✓ hello')]);
    one.press('q');
    expect(await one.ended()).toMatchObject(left);
    two.press('h');
    await two.waitFor('Hint 1:');
    process.kill(two.program, 'SIGTERM');
    expect(await two.ended()).toMatchObject({ code: 143, terminalRestored: true });
    await two.nothingLeft();
    const progress = await readFile(join(root, '.racelings', 'progress.txt'), 'utf8');
    expect(progress).toMatch(/^00-welcome\/01-hello passed=\S+ hash=\S+ attempts=4 hints=1$/m);
    expect(await readdir(join(root, '.racelings', 'watchers'))).toEqual([]);
  });

  test('the kit is updated by git pull under a running session, and the solution stays', async () => {
    const kit = await clone({ exercises: [id, blockingRead] });
    const starter = join('exercises', id, 'hello.ts');
    const git = async (cwd: string, ...args: readonly string[]): Promise<string> =>
      (await run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd })).stdout;
    await writeFile(join(kit, '.gitignore'), 'node_modules\n.racelings\n');
    await git(kit, 'init', '--quiet', '--initial-branch=main');
    await git(kit, 'add', '--all');
    await git(kit, 'commit', '--quiet', '--message', 'Version 1');
    const root = join(dirname(kit), 'learner');
    await git(dirname(kit), 'clone', '--quiet', kit, root);
    await cp(join(kit, 'node_modules'), join(root, 'node_modules'), { recursive: true, verbatimSymlinks: true });

    const session = new TerminalDriver(root);
    await session.waitFor(/\brace\b/);
    await solve(root);
    await session.waitFor('✓ hello');
    await appendFile(join(kit, starter), '// A remark that version 1 did not have.\n');
    await cp(join(kit, 'exercises', id), join(kit, 'exercises', '00-welcome', '02-new'), { recursive: true });
    await git(kit, 'add', '--all');
    await git(kit, 'commit', '--quiet', '--message', 'Version 2');
    await git(root, 'pull', '--quiet');
    expect(await readFile(learner(root), 'utf8')).toBe(await readFile(solution(root), 'utf8'));
    expect(await readdir(join(root, 'exercises', '00-welcome'))).toContain('02-new');
    session.press('r');
    await session.waitFor('✓ hello');
    session.press('q');
    expect(await session.ended()).toMatchObject({ ...left, said: expect.stringMatching(/^1 of \d+ passed/) });
  });

  test('a clone that cannot be written is judged all the same', async () => {
    const root = await clone({ exercises: [id, blockingRead] });
    await chmod(dirname(root), 0o755);
    await run('chmod', ['-R', 'a-w', root]);
    onTestFinished(async () => void (await run('chmod', ['-R', 'u+w', root])));
    // Root may write everywhere: nobody in particular may not.
    const isRoot = process.getuid?.() === 0;
    const session = new TerminalDriver(root, isRoot ? { uid: 65_534 } : {});
    await session.waitFor(/\brace\b/);
    await session.waitFor('Your files are read again and again');
    session.press('h');
    await session.waitFor('Hint 1:');
    await session.waitFor('Your progress could not be saved');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
    await session.nothingLeft();
  });

  test('a disk that takes nothing more is no fault of the learner', async () => {
    const root = await clone({ exercises: [id, blockingRead] });
    // No file may become longer than nothing: for a program the same as a full disk, for the others none.
    const session = new TerminalDriver(root, { before: ["trap '' XFSZ", 'ulimit -f 0'] });
    await session.waitFor('could not be checked');
    session.press('h');
    await session.waitFor('Hint 1:');
    await session.waitFor('Your progress could not be saved');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
    await session.nothingLeft();
  });

  test('damaged progress is set aside, and said', async () => {
    const root = await clone({ exercises: [id, blockingRead] });
    await mkdir(join(root, '.racelings'));
    await writeFile(join(root, '.racelings', 'progress.txt'), 'nonsense\n');
    const session = new TerminalDriver(root);
    await session.waitFor('Your progress file was damaged (line 1).');
    session.press('q');
    expect(await session.ended()).toMatchObject(left);
  });
});
