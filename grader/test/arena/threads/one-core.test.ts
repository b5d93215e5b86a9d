import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { keepOnOneCore, systemThread } from '../../../arena/threads/pool/one-core.ts';

/** Only Linux has both the numbers of threads and the program; with one core there is nothing to see. */
const able = systemThread() > 0 && spawnSync('taskset', ['-p', '1']).status === 0 && availableParallelism() > 1;

const coresOf = (thread: number): string =>
  /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync(`/proc/self/task/${thread}/status`, 'utf8'))?.[1] ?? '';

test.runIf(able)('threads are kept on one core, and no others of the process', async () => {
  const before = new Set(readdirSync('/proc/self/task').map(Number));
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
  await new Promise((resolve) => worker.once('online', resolve));
  const [own] = readdirSync('/proc/self/task')
    .map(Number)
    .filter((thread) => !before.has(thread));
  if (own === undefined) throw new Error('Expected a thread of the worker');
  keepOnOneCore([own]);
  await expect.poll(() => coresOf(own)).toMatch(/^\d+$/);
  expect(coresOf(systemThread())).toMatch(/[-,]/);
  await worker.terminate();
});
