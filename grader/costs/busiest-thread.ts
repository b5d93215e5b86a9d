import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { ownTask, taskCpuUs } from '../arena/real/meters/cpu-time.ts';
import { threadsWord } from './costs.ts';

/* Keeps reading the CPU time of all other threads, as they may end before anybody can ask for it. */

const everyMs = 20;
const { memory } = workerData as { readonly memory: Int32Array };
const own = ownTask();

const tasks = (): readonly number[] =>
  readdirSync('/proc/self/task')
    .map(Number)
    .filter((task) => task !== own);

const before = new Map(tasks().map((task) => [task, taskCpuUs(task) ?? 0]));
for (;;) {
  const used = tasks().map((task) => (taskCpuUs(task) ?? 0) - (before.get(task) ?? 0));
  Atomics.store(memory, threadsWord.busiestUs, Math.max(memory[threadsWord.busiestUs] ?? 0, ...used));
  Atomics.add(memory, threadsWord.looks, 1);
  await wait(everyMs);
}
