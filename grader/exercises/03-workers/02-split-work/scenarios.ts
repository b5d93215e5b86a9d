import { family, real, type RealStage } from '../../../harness/scenario.ts';
import type * as SplitWork from '../../../../exercises/03-workers/02-split-work/split-work.ts';

/**
 * Not a multiple of any number of workers that is tried, and small enough to note a call for each number. A fifth of
 * it, rounded up to thousands or to a power of two, is far more than a fifth.
 */
const limit = 6_011;

/** Runs the attempt with `workers` workers, all of which must count at the same time. */
async function count({ load, meter, threads, blockingCalls }: RealStage, workers: number) {
  const { countPrimesParallel } = await load<typeof SplitWork>('split-work.ts');
  // Even where calls without numbers would meet, this meter counts how long the numbers themselves take.
  const counter = meter({ pace: { workers, units: limit } });
  const total = await countPrimesParallel(limit, workers);
  const { started, alive } = await threads();
  const calls = [...counter.calls()];
  const elsewhere = calls.filter(({ thread }) => thread !== 0).length;
  return {
    limit,
    workers,
    total,
    started,
    alive,
    together: counter.peak(),
    span: counter.span(),
    // Other blocking calls end at once; this one lasts as long as the counting.
    blocking: blockingCalls().find(({ name }) => name === 'Atomics.wait') ?? null,
    calls,
    elsewhere,
    onMain: calls.length - elsewhere,
  };
}

export const crewOf = family([5, 1], (workers) => real(`${workers} workers`, (stage) => count(stage, workers)));

/** Two visitors press the button at the same time; then one of them presses it again. */
export const visitors = real('three calls of two workers each', async ({ load, meter, threads }) => {
  const { countPrimesParallel } = await load<typeof SplitWork>('split-work.ts');
  meter(1);
  const limits = [limit, 2 * limit, limit] as const;
  const together = await Promise.all([countPrimesParallel(limits[0], 2), countPrimesParallel(limits[1], 2)]);
  const { started } = await threads();
  const totals = [...together, await countPrimesParallel(limits[2], 2)];
  return { limits, totals, atFirst: started, later: (await threads()).started - started };
});

export const jammed = real('the count fails in one worker', async ({ load, meter, threads }) => {
  const { countPrimesParallel } = await load<typeof SplitWork>('split-work.ts');
  // Paced as if there were more work: the other worker continues only when nothing else happens, so the failure comes
  // first.
  meter({ pace: { workers: 2, units: 2 * limit }, failAt: 1234 });
  const call = async (): Promise<string> =>
    countPrimesParallel(limit, 2).then(
      (total) => `resolved with ${total}`,
      (error: unknown) => `rejected with ${String(error)}`,
    );
  const end = await call();
  const { alive } = await threads();
  // The counter works again.
  meter(1);
  return { end, alive, limit, next: await call() };
});

export const allJammed = real('the count fails in both workers', async ({ load, meter, threads }) => {
  const { countPrimesParallel } = await load<typeof SplitWork>('split-work.ts');
  meter({ gather: 2, failAt: 'every call' });
  const text = await countPrimesParallel(limit, 2).then(String, String);
  // By then both workers have reported it.
  await threads();
  return { text };
});

/** Each of two workers counts more primes than 16 bits hold. */
const large = 2_000_000;

export const bigRange = real('a range that takes time', async ({ load, meter, cpu }) => {
  const { countPrimesParallel } = await load<typeof SplitWork>('split-work.ts');
  meter(2);
  const total = await countPrimesParallel(large, 2);
  return { limit: large, total, ...cpu() };
});
