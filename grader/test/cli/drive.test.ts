import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { racelings, repository, type Ended } from './clone.ts';

const starter = join(repository, 'grader/exercises/02-async-races/01-lost-update/starter');
const sharedFile = join(repository, 'grader/exercises/05-processes/05-shared-file/starter');

/** `npm run drive` with keys from a pipe, a line each. */
async function driven(args: readonly string[], keys: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(repository, 'grader/start.cjs'), 'drive', ...args], { cwd: repository });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (told[name] += text));
  }
  child.stdin.end(keys.map((key) => `${key}\n`).join(''));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...told };
}

test('keys from a pipe drive an attempt to its failure, and the token runs it again', async () => {
  const attempt = ['lost-update', '--attempt', starter];
  const keys = ['3', '1', '2', '1', 'u', '1', '2', '1', '2', '1'];
  const { code, stdout, stderr } = await driven([...attempt, '--scenario', 'twodeposits'], keys);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const told = stdout.split('\n');
  for (const line of [
    'lost-update, scenario twoDeposits, before the first step.',
    '24 of 38 orders go wrong.',
    'There is no step 3.',
    'deposit A: await read(kitty) (deposit.ts:14)',
    'From here, 12 of 19 orders go wrong.',
    'Your step 4 was the point of no return: before it, 2 orders still ended well.',
    'After 6 steps the run is over.',
    'The run is over. u takes the last step back, U starts again.',
  ]) {
    expect(told).toContain(line);
  }
  expect(stdout).toContain('✗ two deposits at once both arrive');
  const token = /--replay (\S+)/.exec(stdout)?.[1] ?? '';
  const again = await racelings(repository, 'grade', 'lost-update', '--attempt', starter, '--replay', token);
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('✗ two deposits at once both arrive');
});

test('programs that share a file are driven to their failure, and the token runs it again', async () => {
  const attempt = ['shared-file', '--attempt', sharedFile];
  const { code, stdout, stderr } = await driven(attempt, ['1', '1', '2', '1', 'a']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const told = stdout.split('\n');
  for (const line of [
    'shared-file, scenario twoTills, before the first step.',
    '8 of 10 orders go wrong.',
    'Shared: seats.json = {"free":10}.',
    'till 1: open seats.json (w) (seats.ts:9)',
    'From here, 1 of 2 orders goes wrong.',
    'Shared: seats.json = (empty).',
    '2: till 2 would end.',
    'Your step 3 was the point of no return: before it, one order still ended well.',
    'After 6 steps the run is over.',
  ]) {
    expect(told).toContain(line);
  }
  const failure = 'A call in till 2 rejected with SyntaxError: Unexpected end of JSON input.';
  expect(stdout).toContain(failure);
  const token = /--replay (\S+)/.exec(stdout)?.[1] ?? '';
  const again = await racelings(repository, 'grade', ...attempt, '--replay', token);
  expect(again.code).toBe(1);
  expect(again.stdout).toContain(failure);
});

test.runIf(process.platform !== 'win32').each([
  ['lost-update', starter],
  ['shared-file', sharedFile],
])('%s: Ctrl-C while the orders are being tried leaves nothing behind', async (name, folder) => {
  const temporary = await mkdtemp(join(tmpdir(), 'racelings-interrupted-'));
  onTestFinished(async () => rm(temporary, { recursive: true }));
  const args = [join(repository, 'grader/start.cjs'), 'drive', name, '--attempt', folder];
  const child = spawn(process.execPath, args, { cwd: repository, env: { ...process.env, TMPDIR: temporary } });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.kill('SIGINT');
  expect(await closed).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
});

test('an exercise that runs for real cannot be driven, and says so', async () => {
  const { code, stdout, stderr } = await driven(['cpu-hog'], []);
  expect({ code, stdout }).toEqual({ code: 2, stdout: 'Trying all orders of cpu-hog …\n' });
  expect(stderr).toContain('This exercise runs for real: there are no orders to choose from.');
});

test('a scenario that is not there is answered with those that are', async () => {
  const { code, stderr } = await driven(['lost-update', '--attempt', starter, '--scenario', 'zzz'], []);
  expect(code).toBe(2);
  expect(stderr).toContain('There is no scenario `zzz`.\nThe scenarios are: oneDeposit, twoDeposits');
});
