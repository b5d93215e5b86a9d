import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { attemptOf, readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { availabilityOf } from '../../isolation/available.ts';
import type { IsolationName } from '../../isolation/isolation.ts';
import { judgeBatch } from '../../judge/batch.ts';
import type { Attempt } from '../../judge/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/*
 * Attempts that attack what judges them, a file each. The first line says the instrument, the exercise, the finding
 * that the attempt must get, and in which tiers: never a pass, and never `unchecked`, which it must not be able to
 * choose. What tier P can't promise is tried in the sandbox only.
 */

const root = join(import.meta.dirname, '../../..');
const form = /^\/\/ [TSR] (?<id>\S+) (?<kind>\S+) in (?<tiers>P and S|S)\n/;

type Hostile = Attempt & { readonly name: string; readonly kind: string; readonly tiers: string };

const readHostile = async (name: string): Promise<Hostile> => {
  const text = await readFile(join(import.meta.dirname, name), 'utf8');
  const { id = '', kind = '', tiers = '' } = form.exec(text)?.groups ?? {};
  const exercise = await readExercise(root, id);
  const [file] = exercise.files;
  const { files } = await readAttempt(exercise, exercise.folders.solution);
  const others = files.filter(({ name: other }) => other !== file);
  return {
    name,
    kind,
    tiers,
    // What hangs need not hang for long.
    exercise: kind === 'stuck' ? { ...exercise, limits: { ...exercise.limits, seconds: 2 } } : exercise,
    files: attemptOf([{ name: file, state: 'text', text }, ...others]),
  };
};
const names = await Promise.all(
  ['T', 'S', 'R'].map(async (instrument) =>
    (await readdir(join(import.meta.dirname, instrument))).map((name) => `${instrument}/${name}`),
  ),
);
const all = await Promise.all(names.flat().toSorted().map(readHostile));

/** Hands in the starter, again and again between them. */
const neighbour = async (): Promise<Attempt> => {
  const exercise = await readExercise(root, '04-shared-memory/01-counter');
  return { exercise, files: await readAttempt(exercise, exercise.folders.starter) };
};

/** Of all files of the kit but those that tests may write beside this one. */
const kitDigest = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const part of ['exercises', 'solutions', 'grader/exercises', 'grader/harness', 'grader/arena']) {
    const found = await readdir(join(root, part), { recursive: true, withFileTypes: true });
    const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.toSorted()) hash.update(path).update(await readFile(path));
  }
  const top = await readdir(root);
  return hash.update(top.toSorted().join('\0')).digest('hex');
};

const isSandboxed = (await availabilityOf('bwrap')).state === 'there';
const tiers: readonly { readonly tier: string; readonly isolation: IsolationName; readonly runs: boolean }[] = [
  { tier: 'P', isolation: 'none', runs: true },
  { tier: 'S', isolation: 'bwrap', runs: isSandboxed },
];

describe.each(tiers)('in tier $tier', ({ tier, isolation, runs }) => {
  const cases = all.filter(({ tiers: own }) => own.includes(tier));
  const verdicts = new Map<string, Verdict>();
  const marks: Verdict[] = [];
  let place = '';
  let before = '';

  beforeAll(async () => {
    if (!runs) return;
    before = await kitDigest();
    // All that is started knows this place by its path, and nothing else on the machine does.
    place = mkdtempSync(join(tmpdir(), 'racelings-hostile-'));
    vi.stubEnv('TMPDIR', place);
    vi.stubEnv('PATH', `${place}/none:${process.env['PATH'] ?? ''}`);
    vi.stubEnv('RACELINGS_HOSTILE', 'of the teacher');
    const beside = { ...(await neighbour()), name: undefined };
    const attempts = cases.flatMap((each, index) => (index % 6 === 0 ? [beside, each] : [each]));
    for await (const { attempt, verdict } of judgeBatch(attempts, { root, isolation, lanes: 2 })) {
      if (attempt.name === undefined) marks.push(verdict);
      else verdicts.set(attempt.name, verdict);
    }
  }, 1_800_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    if (place !== '') await rm(place, { recursive: true, force: true });
  });

  test.runIf(runs).each(cases)('$name gets its finding', ({ name, kind }) => {
    const verdict = verdicts.get(name);
    const kinds = verdict?.state === 'failed' ? verdict.findings.map((finding) => finding.kind) : [verdict];
    expect(kinds).toContain(kind);
  });

  test.runIf(runs)('their neighbours have the same verdict all along', () => {
    expect(marks.length).toBeGreaterThan(9);
    for (const mark of marks) expect(mark).toEqual(marks[0]);
    expect(marks[0]?.state).toBe('failed');
  });

  // A socket or a port belongs to a process: without one there is none.
  test.runIf(runs && process.platform === 'linux')('no process is left, be it a stopped one', async () => {
    await expect.poll(async () => running(place), { timeout: 30_000 }).toEqual([]);
  });

  test.runIf(runs)('no file is left, and no byte of the kit has changed', async () => {
    expect(await readdir(place)).toEqual([]);
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
