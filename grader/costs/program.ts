import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Board } from '../arena/real/meters/board.ts';
import { takeCensus } from '../arena/real/meters/census.ts';
import { childCostsFile, threadsWord, type ChildCosts, type Costs, type Workload } from './costs.ts';

/*
 * A process that runs an answer once on a workload, on plain Node and in real time, and reports what it cost. Nothing
 * is judged by it: the figures are this machine's, at this moment.
 */

/** Any number of threads may end at once: here none has to be held back. */
const noLimit = 2 ** 30;
const beatMs = 1;
const kibibytes = 1024;

const childrenFile = join(import.meta.dirname, 'children.jsonl');
rmSync(childrenFile, { force: true });
process.env[childCostsFile] = childrenFile;

const [, , asker] = process.argv;
// The process that asked may be gone, and the answer may never return: then this thread ends all of it.
new Worker(`${import.meta.dirname}/lifeline.mjs`, {
  workerData: { judge: Number(asker), memoryBytes: Infinity },
}).unref();

const board = new Board();
board.set('endsAllowed', noLimit);
board.publish();
/** Kept from before the census, which does not count the workers that it makes. */
const UncountedWorker = Worker;
takeCensus(board, import.meta.dirname);

const module = (await import(`${import.meta.dirname}/costs.mjs`)) as { readonly prepare: Workload };
const work = await module.prepare(async (file) => import(`${import.meta.dirname}/${file.replace(/ts$/, 'mjs')}`));

// Reaches every child that runs Node, whatever its program.
process.env['NODE_OPTIONS'] = `--require ${JSON.stringify(join(import.meta.dirname, 'child-preload.cjs'))}`;
const threads = process.platform === 'linux' ? watchThreads() : undefined;
await look();
const before = counts();
const loop = monitorEventLoopDelay({ resolution: beatMs });
loop.enable();
await wait(beatMs);
const cpu = process.cpuUsage();
const start = performance.now();
await work();
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const after = counts();
// An event loop that stood still to the end records that only when it turns again.
await wait(2 * beatMs);
loop.disable();
await look();

const children = childCosts();
const largest = Math.max(0, ...children.map(({ memoryMb }) => memoryMb));
const cpuMs = (user + system) / 1000 + children.reduce((sum, child) => sum + child.cpuMs, 0);
const costs: Costs = {
  ms,
  cpuMs,
  ...(threads && { busiestMs: busiest(threads) }),
  stallMs: Math.max(0, loop.max / 1e6 - beatMs),
  threads: after.threadsStarted - before.threadsStarted,
  processes: after.processesStarted - before.processesStarted,
  messages: after.messages - before.messages,
  copiedBytes: after.bytesCloned - before.bytesCloned,
  memoryMb: process.resourceUsage().maxRSS / kibibytes + largest * (after.processesPeak - before.processesAlive),
};
process.send?.(costs, () => process.disconnect());

/** The threads were watched a little longer than the work took. */
function busiest(memory: Int32Array): number {
  const thread = Atomics.load(memory, threadsWord.busiestUs) / 1000;
  return Math.min(cpuMs, Math.max(thread, ...children.map((child) => child.cpuMs)));
}

/** @returns what `busiest-thread.ts` writes */
function watchThreads(): Int32Array {
  const memory = new Int32Array(new SharedArrayBuffer(Object.keys(threadsWord).length * Int32Array.BYTES_PER_ELEMENT));
  new UncountedWorker(`${import.meta.dirname}/busiest-thread.mjs`, { workerData: { memory } }).unref();
  return memory;
}

/** Resolves when all threads were looked at again. */
async function look(): Promise<void> {
  if (!threads) return;
  const seen = Atomics.load(threads, threadsWord.looks);
  while (Atomics.load(threads, threadsWord.looks) === seen) await wait(beatMs);
}

/** What is ready before the work begins belongs to the workload. */
function counts() {
  const words = [
    'threadsStarted',
    'processesStarted',
    'processesAlive',
    'processesPeak',
    'messages',
    'bytesCloned',
  ] as const;
  return Object.fromEntries(words.map((word) => [word, board.get(word)])) as Record<(typeof words)[number], number>;
}

function childCosts(): readonly ChildCosts[] {
  try {
    const lines = readFileSync(childrenFile, 'utf8').trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as ChildCosts);
    // The last report of each child.
    return [...new Map(told.map((child) => [child.pid, child])).values()];
  } catch {
    return [];
  }
}
