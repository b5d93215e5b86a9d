import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readAttempt } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { judgeBatch, type BatchOptions, type Judged } from '../../judge/batch.ts';
import type { Attempt } from '../../judge/judge.ts';

const root = join(import.meta.dirname, '../../..');
const ids = ['00-welcome/01-hello', '01-event-loop/02-blocking-read', '04-shared-memory/01-counter'];

const starterOf = async (id: string): Promise<Attempt> => {
  const exercise = await readExercise(root, id);
  return { exercise, files: await readAttempt(exercise, exercise.folders.starter) };
};

const judged = async (
  attempts: Iterable<Attempt> | AsyncIterable<Attempt>,
  options: Partial<BatchOptions<Attempt>> = {},
): Promise<readonly Judged<Attempt>[]> => {
  const results: Judged<Attempt>[] = [];
  for await (const result of judgeBatch(attempts, { root, ...options })) results.push(result);
  return results;
};

const verdicts = (results: readonly Judged<Attempt>[]): ReadonlyMap<string, string> =>
  new Map(results.map(({ attempt, verdict }) => [attempt.exercise.id, JSON.stringify(verdict)]));

/** Processes of judges that this process has started. */
const hosts = (): readonly number[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row?.[2] === String(process.pid) && /\bhost\.(?:ts|mjs) /.test(row[3] ?? ''))
    .map((row) => Number(row?.[1]));

describe('a batch', () => {
  test('gives the same verdicts and texts in one lane and in several', async () => {
    const attempts = await Promise.all(ids.map(starterOf));
    const alone = verdicts(await judged(attempts, { lanes: 1 }));
    const together = verdicts(await judged(attempts, { lanes: 3 }));
    expect([...alone.keys()]).toEqual(ids);
    expect(together).toEqual(alone);
  });

  test('takes attempts as lanes become free, and tells what is under way', async () => {
    const attempt = await starterOf('00-welcome/01-hello');
    let taken = 0;
    let most = 0;
    async function* attempts(): AsyncGenerator<Attempt, void> {
      for (; taken < 4; taken++) yield { ...attempt };
    }
    let reached = 0;
    for await (const { deaths } of judgeBatch(attempts(), {
      root,
      lanes: 2,
      onProgress: ({ underWay, judged: done, lanes }) => {
        most = Math.max(most, underWay.length);
        expect(taken).toBeLessThanOrEqual(done + underWay.length + lanes);
      },
    })) {
      expect(deaths).toEqual([]);
      reached += 1;
    }
    expect({ reached, most }).toEqual({ reached: 4, most: 2 });
  });

  test('an input that fails ends it, and so does a signal', async () => {
    const attempt = await starterOf('00-welcome/01-hello');
    function* broken(): Generator<Attempt, void> {
      yield attempt;
      throw new Error('no more of them');
    }
    await expect(judged(broken(), { lanes: 2 })).rejects.toThrow('no more of them');
    const stop = new AbortController();
    const begun = { onProgress: (): void => stop.abort(new Error('enough')) };
    await expect(judged([attempt], { signal: stop.signal, ...begun })).rejects.toThrow('enough');
    expect(process.platform === 'win32' ? [] : hosts()).toEqual([]);
  });

  describe.skipIf(process.platform === 'win32')('over a judge that dies', () => {
    /** Kills judges, as they come, until so many are dead. */
    const killJudges = async (deaths: number, signal: AbortSignal): Promise<void> => {
      for (const dead = new Set<number>(); dead.size < deaths && !signal.aborted; await sleep(5))
        for (const pid of hosts()
          .filter((found) => !dead.has(found))
          .slice(0, 1)) {
          process.kill(pid, 'SIGKILL');
          dead.add(pid);
        }
    };
    const judgedBeside = async (deaths: number): Promise<readonly Judged<Attempt>[]> => {
      const over = new AbortController();
      let killing: Promise<void> | undefined;
      const onProgress = (): void => void (killing ??= killJudges(deaths, over.signal));
      const attempt = await starterOf('00-welcome/01-hello');
      const results = await judged([attempt, { ...attempt }], { lanes: 1, onProgress });
      over.abort();
      await killing;
      return results;
    };

    test('once, judges the attempt again, and says so', async () => {
      expect(await judgedBeside(1)).toMatchObject([
        { verdict: { state: 'failed' }, deaths: [expect.any(String)] },
        { verdict: { state: 'failed' }, deaths: [] },
      ]);
    });

    test('twice, gives that attempt up, and goes on with the others', async () => {
      expect(await judgedBeside(2)).toMatchObject([
        { verdict: { state: 'unchecked' }, deaths: [expect.any(String), expect.any(String)] },
        { verdict: { state: 'failed' }, deaths: [] },
      ]);
    });
  });
});
