import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ProgressFile } from '../../course/progress-file.ts';
import { formatProgress, noProgress, parseProgress, standingOf, withChange } from '../../course/progress.ts';
import { temporaryKit } from '../kit.ts';

const at = '2026-11-22T12:04:31.000Z';

const changes = [
  { kind: 'moved', exercise: '01-b/02-y' },
  { kind: 'attempted', exercise: '01-b/02-y' },
  { kind: 'hinted', exercise: '01-b/02-y', level: 2 },
  { kind: 'hinted', exercise: '01-b/02-y', level: 1 },
  { kind: 'attempted', exercise: '00-a/01-x' },
  { kind: 'passed', exercise: '00-a/01-x', hash: 'abc123', at },
  { kind: 'passed', exercise: '00-a/01-x', hash: 'def456', at: '2027-01-01T00:00:00.000Z' },
] as const;

const text = `# Racelings: your progress. One line per exercise; the grader writes this file.
at 01-b/02-y
00-a/01-x passed=${at} hash=abc123 attempts=1 hints=0
01-b/02-y attempts=1 hints=2
`;

test('the file is plain text, a sorted line an exercise', () => {
  expect(formatProgress(changes.reduce(withChange, noProgress))).toBe(text);
});

test('the text is read back as it was', () => {
  const { progress, unreadable } = parseProgress(text);
  expect(unreadable).toEqual([]);
  expect(formatProgress(progress)).toBe(text);
});

test('both versions of a line, as a merge may leave them, count', () => {
  const { progress } = parseProgress(
    `00-a/01-x attempts=9 hints=1\n00-a/01-x passed=${at} hash=ab attempts=1 hints=0\n`,
  );
  expect(standingOf(progress, '00-a/01-x')).toEqual({ passed: { at, hash: 'ab' }, attempts: 9, hints: 1 });
});

test('a damaged file is set aside, what can be read is kept, and the learner is told', async () => {
  const root = await temporaryKit({ '.racelings/progress.txt': `${text}<<<<<<< HEAD\n\u0000garbage\n` });
  const { progress, notice } = await new ProgressFile(root).read();
  expect(formatProgress(progress)).toBe(text);
  const aside = (await readdir(join(root, '.racelings'))).find((name) => name.startsWith('progress.damaged-'));
  expect(notice).toBe(
    `Your progress file was damaged (2 lines). The rest is kept; the old file is .racelings/${aside}.`,
  );
  expect(await readFile(join(root, '.racelings', aside ?? ''), 'utf8')).toContain('<<<<<<< HEAD');
  expect(await new ProgressFile(root).read()).toEqual({ progress });
});

test('a fresh clone has no progress and no file', async () => {
  const root = await temporaryKit({});
  expect(await new ProgressFile(root).read()).toEqual({ progress: noProgress });
  expect(await readdir(root)).toEqual([]);
});

test.each([
  { when: 'long ago', made: 0 },
  { when: 'tomorrow, as the clock has been set back', made: Date.now() / 1000 + 86_400 },
])('a lock of a process that died is broken: made $when', async ({ made }) => {
  const root = await temporaryKit({});
  const lock = join(root, '.racelings', 'progress.lock');
  await mkdir(join(root, '.racelings'));
  await writeFile(lock, '');
  await utimes(lock, made, made);
  let waited = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (waited += 6000));
  onTestFinished(() => void vi.restoreAllMocks());
  const { progress } = await new ProgressFile(root).record([{ kind: 'attempted', exercise: '00-a/01-x' }]);
  expect(standingOf(progress, '00-a/01-x').attempts).toBe(1);
});

test('graders that write at the same time lose nothing', async () => {
  const root = await temporaryKit({});
  const writers = ['x', 'y', 'z'];
  const codes = await Promise.all(
    writers.map(async (name) => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'progress-writer.ts'), root, name],
        {
          stdio: 'inherit',
        },
      );
      const [code] = await once(child, 'exit');
      return code;
    }),
  );
  expect(codes).toEqual([0, 0, 0]);
  const { progress } = await new ProgressFile(root).read();
  const attempts = writers.map((name) => standingOf(progress, `00-a/${name}`).attempts);
  expect(attempts).toEqual([50, 50, 50]);
  expect(standingOf(progress, '00-a/all').attempts).toBe(150);
  expect(await readdir(join(root, '.racelings'))).toEqual(['progress.txt']);
});
