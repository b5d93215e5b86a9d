import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { AttemptFiles } from '../../course/attempt.ts';
import { readExercises, type Exercise } from '../../course/exercise.ts';
import { besides } from '../../costs/compare.ts';
import type { Costs } from '../../costs/costs.ts';
import { KeptCosts } from '../../costs/kept-costs.ts';
import { measureCosts, measuredTexts } from '../../costs/measure.ts';
import { temporaryKit } from '../kit.ts';

const root = join(import.meta.dirname, '../../..');
const patientMs = 60_000;
const withCosts = (await readExercises(root)).filter(({ costs }) => costs);

const costsOf = async (files: AttemptFiles, exercise: Exercise) =>
  measureCosts(await measuredTexts(files, exercise), root, AbortSignal.timeout(patientMs));

it('there are exercises in which costs are compared', () => {
  expect(withCosts.map(({ slug }) => slug)).toEqual([
    'many-requests',
    'heavy-hash',
    'crashy-plugin',
    'tiny-tasks',
    'shared-counter',
    'thumbnails',
  ]);
});

it.each(withCosts)('$slug: all answers are there beside which costs are shown', async (exercise) => {
  const named = exercise.costs?.beside ?? {};
  expect((await besides(exercise, named)).map(([label]) => label)).toEqual(Object.keys(named));
});

it.each([
  ['solution', { threads: 4, processes: 0 }],
  ['starter', { threads: 4, processes: 0, messages: 40_000 }],
  ['right/child-process', { threads: 0, processes: 2 }],
  ['right/on-the-loop.ts', { threads: 0, processes: 0, messages: 0 }],
])('of a draw by the %s it counts what was started', async (name, counts) => {
  const exercise = withCosts.find(({ slug }) => slug === 'tiny-tasks');
  if (!exercise) throw new Error('there is no such exercise');
  const [[, files] = []] = await besides(exercise, { it: name });
  if (!files) throw new Error('there is no such answer');
  const costs = await costsOf(files, exercise);
  expect(costs).toMatchObject(counts);
  if (typeof costs === 'string') return;
  expect(costs.cpuMs).toBeGreaterThan(0);
  if (process.platform === 'linux') expect(costs.busiestMs).toBeGreaterThan(0);
  // Others have worked, too.
  if (costs.threads + costs.processes > 0) expect(costs.busiestMs ?? 0).toBeLessThan(costs.cpuMs);
  // Each child has memory of its own, and tells of it before it ends.
  expect(costs.memoryMb).toBeGreaterThan(costs.processes * 30);
});

it('costs that cannot be kept are measured each time', async () => {
  const folder = await temporaryKit({});
  const texts = new Map([['a.ts', '']]);
  const costs = { ms: 1 } as Costs;
  const measured = vi.fn(async () => costs);
  const get = async (): Promise<unknown> => new KeptCosts(folder, false).get(texts, measured);
  await get();
  const kept = join(folder, 'node_modules/.cache/racelings-costs');
  const [name = ''] = await readdir(kept);
  await rm(join(kept, name));
  // What cannot be written to whoever runs this: a folder.
  await mkdir(join(kept, name));
  expect([await get(), await get()]).toEqual([costs, costs]);
  expect(measured).toHaveBeenCalledTimes(3);
});

it('an answer that does not compile, or dies, is told in words', async () => {
  const [exercise] = withCosts;
  if (!exercise) throw new Error('there is no such exercise');
  const of = async (text: string): Promise<unknown> =>
    costsOf({ hash: '', files: exercise.files.map((name) => ({ name, state: 'text', text })) }, exercise);
  expect(await of('export const forecasts = (')).toBe('does not compile');
  expect(await of('export const forecasts = () => process.exit(0);')).toBe('ended without a result');
});

it.skipIf(process.platform === 'win32')('an answer that never comes back does not outlive whoever asked', async () => {
  const attempt = await temporaryKit({ 'forecasts.ts': 'export const forecasts = () => { for (;;); };' });
  const asks = [join(root, 'grader/start.cjs'), 'costs', 'many-requests', '--attempt', attempt];
  // Who is killed so leaves its temporary files: here they go with the attempt.
  const command = spawn(process.execPath, asks, { stdio: 'ignore', env: { ...process.env, TMPDIR: attempt } });
  // Its only child that leads a group of its own.
  const measured = (): number | undefined =>
    execFileSync('ps', ['-eo', 'pid=,ppid=,pgid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/ +/).map(Number))
      .find(([pid, parent, group]) => parent === command.pid && pid === group)?.[0];
  const pid = await vi.waitUntil(measured, { timeout: patientMs });
  command.kill('SIGKILL');
  await vi.waitUntil(() => !runs(pid), { timeout: patientMs });
});

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
