import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { attemptOf, readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { availabilityOf } from '../../isolation/available.ts';
import type { IsolationName } from '../../isolation/backend.ts';
import { judgeBatch } from '../../judge/batch.ts';
import type { Attempt } from '../../judge/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { draws } from '../draws.ts';

/*
 * Attempts that attack what judges them, a file each. The first line says the instrument, the exercise, the finding
 * that the attempt must get, and in which tiers: never a pass, and never `unchecked`, which it must not be able to
 * choose. What tier P can't promise is tried in the sandbox only. All of them are tried in the long run; a sample, which
 * is another one for each tier, in the short one.
 */

const root = join(import.meta.dirname, '../../..');
const form = /^\/\/ [TSR] (?<id>\S+) (?:(?<both>\S+) in P and S|(?:(?<inP>\S+) in P, )?(?<inS>\S+) in S)\n/;

/** The kind of finding that it must get in each tier in which it is tried. */
type Kinds = { readonly P?: string | undefined; readonly S?: string | undefined };
type Hostile = Attempt & { readonly name: string; readonly kinds: Kinds };

const readHostile = async (name: string): Promise<Hostile> => {
  const text = await readFile(join(import.meta.dirname, name), 'utf8');
  const { id = '', both, inP = both, inS = both } = form.exec(text)?.groups ?? {};
  const exercise = await readExercise(root, id);
  const [file] = exercise.files;
  const { files } = await readAttempt(exercise, exercise.folders.solution);
  const others = files.filter(({ name: other }) => other !== file);
  return {
    name,
    kinds: { P: inP, S: inS },
    // What hangs need not hang for long.
    exercise: inS === 'stuck' ? { ...exercise, limits: { ...exercise.limits, seconds: 2 } } : exercise,
    files: attemptOf([{ name: file, state: 'text', text }, ...others]),
  };
};
const names = await Promise.all(
  ['T', 'S', 'R'].map(async (instrument) =>
    (await readdir(join(import.meta.dirname, instrument))).map((name) => `${instrument}/${name}`),
  ),
);
const all = await Promise.all(names.flat().toSorted().map(readHostile));

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** In an order that is as good as random, and always the same. */
const drawn = (cases: readonly Hostile[], seed: string): readonly Hostile[] =>
  cases.toSorted((one, other) => (digestOf(seed + one.name) < digestOf(seed + other.name) ? -1 : 1));

/** Hands in the same again and again between them. */
const neighbour = async (id: string, folder: 'starter' | 'solution', state: Verdict['state']) => {
  const exercise = await readExercise(root, id);
  return { name: undefined, exercise, files: await readAttempt(exercise, exercise.folders[folder]), state };
};
const neighbours = [
  await neighbour('04-shared-memory/01-counter', 'starter', 'failed'),
  await neighbour('00-welcome/01-hello', 'solution', 'passed'),
];
/** So many of the others come before the next neighbour. */
const distance = 3;

/** Of all files of the kit. */
const kitDigest = async (): Promise<string> => {
  const hash = createHash('sha256');
  const top = await readdir(root);
  hash.update(top.toSorted().join('\0'));
  for (const part of ['exercises', 'solutions', 'grader', 'docs']) {
    const found = await readdir(join(root, part), { recursive: true, withFileTypes: true });
    const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    // Vitest keeps notes of its own, and compiles its configuration beside it.
    for (const path of paths.filter((name) => !/node_modules|\.timestamp-/.test(name)).toSorted())
      hash.update(path).update(await readFile(path));
  }
  return hash.digest('hex');
};

const sandbox = await availabilityOf('bwrap');
const tiers: readonly { readonly tier: keyof Kinds; readonly isolation: IsolationName; readonly runs: boolean }[] = [
  { tier: 'P', isolation: 'none', runs: true },
  { tier: 'S', isolation: 'bwrap', runs: sandbox.state === 'there' },
];
if (sandbox.state !== 'there') {
  const reason = sandbox.state === 'missing' ? 'bubblewrap is not installed' : `bubblewrap: ${sandbox.reason}`;
  console.warn(`The hostile submissions were not tried in a sandbox (tier S): ${reason}`);
}

describe.each(tiers)('in tier $tier', ({ tier, isolation, runs }) => {
  const possible = all.filter(({ kinds }) => kinds[tier] !== undefined);
  const cases = drawn(possible, tier).slice(0, draws(12, possible.length));
  const judged = new Map<string, Verdict>();
  const marks: { readonly id: string; readonly verdict: Verdict }[] = [];
  const died: string[] = [];
  let place = '';
  let before = '';

  beforeAll(async () => {
    if (!runs) return;
    before = await kitDigest();
    // All that is started knows this place by its path, and nothing else on the machine does.
    place = await mkdtemp(join(tmpdir(), 'racelings-hostile-'));
    await mkdir(join(place, 'home'));
    vi.stubEnv('TMPDIR', place);
    vi.stubEnv('HOME', join(place, 'home'));
    vi.stubEnv('PATH', `${place}/none:${process.env['PATH'] ?? ''}`);
    vi.stubEnv('RACELINGS_HOSTILE', 'of the teacher');
    const attempts = cases.flatMap((each, index) => {
      const next = index % distance === 0 ? neighbours[(index / distance) % neighbours.length] : undefined;
      return next ? [next, each] : [each];
    });
    for await (const { attempt, verdict, deaths } of judgeBatch([...attempts, ...neighbours], {
      root,
      isolation,
      lanes: 2,
    })) {
      died.push(...deaths);
      if (attempt.name === undefined) marks.push({ id: attempt.exercise.id, verdict });
      else judged.set(attempt.name, verdict);
    }
  }, 1_800_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    if (place !== '') await rm(place, { recursive: true, force: true });
  });

  test.runIf(runs).each(cases)('$name gets its finding', ({ name, kinds }) => {
    const verdict = judged.get(name);
    const found = verdict?.state === 'failed' ? verdict.findings.map(({ kind }) => kind) : [verdict];
    expect(found).toContain(kinds[tier]);
  });

  test.runIf(runs)('their neighbours have the same marks all along', () => {
    for (const { exercise, state } of neighbours) {
      const own = marks.filter(({ id }) => id === exercise.id).map(({ verdict }) => verdict);
      expect(own.length).toBeGreaterThan(2);
      expect(new Set(own.map((verdict) => JSON.stringify(verdict))).size).toBe(1);
      expect(own[0]?.state).toBe(state);
    }
  });

  test.runIf(runs)('no judge has died of them', () => {
    expect(died).toEqual([]);
  });

  // A socket or a port belongs to a process: without one there is none.
  test.runIf(runs && process.platform === 'linux')('no process is left, be it a stopped one', async () => {
    await expect.poll(async () => running(place), { timeout: 30_000 }).toEqual([]);
  });

  test.runIf(runs)('no file is left, and no byte of the kit has changed', async () => {
    // `tsx` keeps what it has compiled of the kit.
    const found = await readdir(place, { recursive: true });
    expect(found.filter((name) => !name.startsWith('tsx-'))).toEqual(['home']);
    expect(await kitDigest()).toBe(before);
  });
});

/** Command lines of all processes that know the place. */
async function running(place: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const [environment = '', command = ''] = await Promise.all(
        ['environ', 'cmdline'].map(async (name) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '')),
      );
      return environment.includes(place) || command.includes(place) ? [`${id} ${command}`] : [];
    }),
  );
  return found.flat();
}
