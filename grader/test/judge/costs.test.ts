import { join } from 'node:path';
import { expect, it } from 'vitest';
import { besides } from '../../cli/costs.ts';
import { readExercises } from '../../course/exercise.ts';
import { measureCosts } from '../../judge/costs.ts';

const root = join(import.meta.dirname, '../../..');
const withCosts = (await readExercises(root)).filter(({ costs }) => costs);

it('there are exercises in which costs are compared', () => {
  expect(withCosts.map(({ slug }) => slug)).toEqual(['many-requests', 'heavy-hash', 'crashy-plugin', 'tiny-tasks']);
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
  const costs = await measureCosts(files, { root, exercise, signal: AbortSignal.timeout(60_000) });
  expect(costs).toMatchObject(counts);
  if (typeof costs === 'string') return;
  expect(costs.cpuMs).toBeGreaterThan(0);
  // Each child has memory of its own, and tells of it before it ends.
  expect(costs.memoryMb).toBeGreaterThan(costs.processes * 30);
});

it('an answer that does not compile, or dies, is told in words', async () => {
  const [exercise] = withCosts;
  if (!exercise) throw new Error('there is no such exercise');
  const of = async (text: string): Promise<unknown> =>
    measureCosts(
      { hash: '', files: exercise.files.map((name) => ({ name, state: 'text', text })) },
      { root, exercise, signal: AbortSignal.timeout(60_000) },
    );
  expect(await of('export const forecasts = (')).toBe('does not compile');
  expect(await of('export const forecasts = () => process.exit(0);')).toBe('ended without a result');
});
