import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { attemptOf, readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { Arena } from '../../harness/arena.ts';
import { Rehearsal } from '../../harness/rehearsal.ts';
import { compileRuntime } from '../../compile-kit.mjs';
import { stage } from '../../judge/staging/stage.ts';

const root = join(import.meta.dirname, '../../..');
const exercise = await readExercise(root, '04-shared-memory/01-counter');
const limits = { seconds: 10, memoryMb: 256, onProgress: () => {} };
let folder: string;
let arena: Arena;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'racelings-rehearsal-'));
  await compileRuntime(root, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => void (arena = new Arena(join(folder, 'arena.mjs'))));
afterEach(() => arena.kill());

async function staged(name: string, text?: string): Promise<string> {
  const { files } =
    text === undefined
      ? await readAttempt(exercise, exercise.folders.solution)
      : attemptOf([{ name: exercise.files[0], state: 'text', text }]);
  expect(await stage(exercise, files, join(folder, name))).toEqual([]);
  return join(folder, name);
}

const explored = (schedules: number): object => ({ say: 'explored', exploration: { schedules, complete: true } });
const explore = (stage: string) => arena.ask({ ask: 'explore', stage, scenario: 'threeGates', budget: 1000 }, limits);

test('leaves the arena unused, and ends as soon as it is told to', async () => {
  const solution = await staged('solution');
  const rehearsal = new Rehearsal(arena, solution);
  await rehearsal.stop();
  expect(arena.used).toBe(false);
  expect(arena.takeOutput().text).toBe('');
  // Another request while one was under way would have been nonsense.
  expect(await explore(solution)).toMatchObject(explored(6));
});

test('leaves nothing behind when it comes to its end', async () => {
  const solution = await staged('whole');
  await new Rehearsal(arena, solution).ended;
  expect(arena.used).toBe(false);
  expect(await explore(await staged('copy'))).toMatchObject(explored(6));
});

test('ends by itself with a solution that somebody broke', async () => {
  const text = 'export function countVisitors(): void { for (;;); }';
  const broken = await staged('broken', text);
  const solution = await staged('mended');
  const rehearsal = new Rehearsal(arena, broken);
  await rehearsal.ended;
  expect(await explore(solution)).toMatchObject(explored(6));
});

test('is no matter where there is nothing to rehearse', async () => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await new Rehearsal(arena, empty).stop();
  expect(await explore(await staged('after'))).toMatchObject(explored(6));
});
