import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { attemptOf, readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { Judge } from '../../judge/judge.ts';

/*
 * Attempts that attack what judges them, a file each. The first line says the instrument, the exercise and the
 * finding that the attempt must get: never a pass, and never `unchecked`, which it must not be able to choose.
 */

const root = join(import.meta.dirname, '../../..');
const tiers = ['T', 'S', 'R'];
const cases = await Promise.all(
  tiers.map(async (tier) => {
    const names = await readdir(join(import.meta.dirname, tier));
    return Promise.all(
      names.map(async (name) => ({ name, text: await readFile(join(import.meta.dirname, tier, name), 'utf8') })),
    );
  }),
);

/** All that the judge starts knows this place by its environment. */
const place = mkdtempSync(join(tmpdir(), 'racelings-hostile-'));
let judge: Judge;
beforeAll(() => {
  vi.stubEnv('TMPDIR', place);
  judge = Judge.start(root);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await judge.close();
  await rm(place, { recursive: true, force: true });
});

describe('an attempt gets its finding whatever it does to', () => {
  test.each(cases.flat())('$name', { timeout: 120_000 }, async ({ text }) => {
    const [, id = '', kind = ''] = /^\/\/ \S+ (\S+) (\S+)/.exec(text) ?? [];
    const exercise = await readExercise(root, id);
    const [file] = exercise.files;
    const solution = await readAttempt(exercise, exercise.folders.solution);
    const others = solution.files.filter(({ name }) => name !== file);
    const verdict = await judge.judge({ exercise, files: attemptOf([{ name: file, state: 'text', text }, ...others]) });
    const kinds = verdict.state === 'failed' ? verdict.findings.map((finding) => finding.kind) : [verdict];
    expect(kinds).toContain(kind);
  });
});

test.runIf(process.platform === 'linux')('no process is left of them, be it a stopped one', async () => {
  await judge.close();
  await expect.poll(running, { timeout: 30_000 }).toEqual([]);
});

/** Programs that have our place in their environment. */
async function running(): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
      return environment.includes(place) ? [await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => id)] : [];
    }),
  );
  return found.flat();
}
