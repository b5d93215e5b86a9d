import { access, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

/** Cores that this process may use. */
export const cores = (): number => availableParallelism();

/** CPUs that the container may use on average, by cgroup version 2 or 1; undefined without such a limit. */
export const cpuQuota = async (folder = '/sys/fs/cgroup'): Promise<number | undefined> => {
  const text = async (path: string): Promise<string> => readFile(`${folder}/${path}`, 'utf8').catch(() => '');
  const [, quota2, period2] = /^(\d+) (\d+)/.exec(await text('cpu.max')) ?? [];
  const quota = Number(quota2 ?? (await text('cpu/cpu.cfs_quota_us')));
  const period = Number(period2 ?? (await text('cpu/cpu.cfs_period_us')));
  return quota > 0 && period > 0 ? quota / period : undefined;
};

export const isContainer = async (): Promise<boolean> => {
  const found = ['/.dockerenv', '/run/.containerenv'].map((path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
};

/** How many ms late a timer of 10 ms was. */
export const lateness = async (): Promise<number> => {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 10));
  return Math.max(0, performance.now() - start - 10);
};
