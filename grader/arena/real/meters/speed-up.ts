import { availableParallelism } from 'node:os';

/** Saved before the attempt runs, which may replace the clock. */
const { bigint: nanoseconds } = process.hrtime;

export type SpeedUp = {
  /** Best times of the sequential and of the parallel version, in milliseconds. */
  readonly sequentialMs: number;
  readonly parallelMs: number;
  /** How many times faster. */
  readonly factor: number;
  readonly cores: number;
  /** Whether even the slowest parallel round beats the best sequential one, on at least two cores. */
  readonly agreed: boolean;
  /** The same as lines for the learner. */
  readonly picture: readonly string[];
};

const rounds = 3;
const barWidth = 40;

/**
 * Wall-clock time of two ways to do the same, alternating, best of several. For show: other load on the machine
 * changes the times, so a check may let them decide only where `agreed` is true.
 */
export async function speedUp(sequential: () => unknown, parallel: () => unknown): Promise<SpeedUp> {
  const cores = availableParallelism();
  const times = { sequential: [] as number[], parallel: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.sequential.push(await millisecondsOf(sequential));
    times.parallel.push(await millisecondsOf(parallel));
  }
  const sequentialMs = Math.min(...times.sequential);
  const parallelMs = Math.min(...times.parallel);
  const factor = sequentialMs / parallelMs;
  const agreed = cores >= 2 && Math.max(...times.parallel) < sequentialMs;
  return { sequentialMs, parallelMs, factor, cores, agreed, picture: picture(sequentialMs, parallelMs, cores) };
}

async function millisecondsOf(work: () => unknown): Promise<number> {
  const start = nanoseconds();
  await work();
  return Number(nanoseconds() - start) / 1e6;
}

/** Two bars on one scale; on one core there is nothing to see. */
export function picture(sequentialMs: number, parallelMs: number, cores: number): readonly string[] {
  if (cores < 2) return ['one core: nothing can be faster here; judged by who did how much, together with whom'];
  const longest = Math.max(sequentialMs, parallelMs);
  const bar = (ms: number): string =>
    `${'█'.repeat(Math.max(1, Math.round((ms / longest) * barWidth)))} ${Math.round(ms)} ms`;
  return [
    `one after the other ${bar(sequentialMs)}`,
    `yours               ${bar(parallelMs)}`,
    `${(sequentialMs / parallelMs).toFixed(1)}× on ${cores} cores (this figure never decides)`,
  ];
}
