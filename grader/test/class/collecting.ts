import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { collect } from '../../class/collect/collect.ts';
import type { Collected } from '../../class/collect/collected.ts';
import { readExercises, type Exercise } from '../../course/exercise.ts';

const root = join(import.meta.dirname, '../../..');
const chosen = ['02-async-races/01-lost-update', '02-async-races/03-mutex', '04-shared-memory/05-mutex'];
const all = await readExercises(root);
export const exercises: readonly Exercise[] = all.filter(({ id }) => chosen.includes(id));
export const known = all.map(({ id }) => id);
export const classFile = {
  title: 'Test',
  exercises: chosen.map((id) => ({ id, points: 10 })),
  due: '2026-11-20T00:00:00Z',
};

/** What is handed in and collected in each test of the file that calls this: its folder is empty before, and gone after. */
export const collecting = () => {
  let folder = '';
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'racelings-test-'))));
  afterEach(async () => rm(folder, { recursive: true, force: true }));
  const at = (...names: readonly string[]): string => join(folder, ...names);
  return {
    at,
    put: async (path: string, content: string | Buffer): Promise<string> => {
      const full = at(path);
      await mkdir(dirname(full), { recursive: true });
      await writeFile(full, content);
      return full;
    },
    collected: async (...sources: readonly string[]): Promise<Collected> =>
      collect(sources, at('out'), { classFile, exercises, known }),
  };
};

/** The files of each learner, by id. */
export const files = ({ learners }: Collected): unknown =>
  Object.fromEntries(learners.map(({ id, files: own }) => [id, own]));

export const first = ({ learners: [learner] }: Collected): Collected['learners'][number] => {
  if (!learner) throw new Error('Expected a learner');
  return learner;
};
