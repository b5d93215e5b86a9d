import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { programs, type ProgramName } from './threads-stress-programs.ts';

/*
 * `npx tsx grader/bench/threads-stress.ts [seconds] [attempts]`: how likely it is that running a broken program
 * repeatedly, on two real threads and without any instrument, shows that it is broken. Each attempt runs it for that
 * many seconds in a fresh pair of threads. Pinned to one core: with `taskset -c 0` before it.
 */

const seconds = Number(process.argv[2] ?? 1);
const attempts = Number(process.argv[3] ?? 10);
/** Milliseconds without an end, after which a run counts as stuck. */
const stuckAfter = 100;
const word = { go: 0, done: 1 };

async function attempt(entry: string, name: ProgramName): Promise<{ runs: number; failures: number }> {
  const control = new Int32Array(new SharedArrayBuffer(16));
  const memory = new Int32Array(new SharedArrayBuffer(16));
  const start = (): Worker[] =>
    [0, 1].map((lane) => new Worker(entry, { workerData: { control, memory, lane, name } }));
  let workers = start();
  let runs = 0;
  let failures = 0;
  /** @returns whether both threads ended @param patience in ms */
  const runOnce = (patience: number): boolean => {
    memory.fill(0);
    Atomics.store(control, word.done, 0);
    Atomics.add(control, word.go, 1);
    Atomics.notify(control, word.go);
    const limit = performance.now() + patience;
    let done = Atomics.load(control, word.done);
    while (done < 2 && performance.now() < limit) {
      Atomics.wait(control, word.done, done, patience);
      done = Atomics.load(control, word.done);
    }
    return done === 2;
  };
  const begin = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  };
  await begin();
  for (const end = performance.now() + 1000 * seconds; performance.now() < end; runs++) {
    const ended = runOnce(stuckAfter);
    if (ended && programs[name].right(memory)) continue;
    failures++;
    if (ended) continue;
    await Promise.all(workers.map((worker) => worker.terminate()));
    control.fill(0);
    workers = start();
    await begin();
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { runs, failures };
}

const folder = await mkdtemp(join(tmpdir(), 'racelings-stress-'));
const entry = join(folder, 'worker.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'threads-stress-worker.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: entry,
});
console.log(`Node ${process.version}: ${attempts} attempts of ${seconds} s`);
console.log(
  `${'program'.padEnd(28)}${'caught in'.padStart(12)}${'runs'.padStart(10)}${'wrong runs'.padStart(12)}   a run is wrong with`,
);
for (const name of Object.keys(programs) as ProgramName[]) {
  let [caught, runs, failures] = [0, 0, 0];
  for (let time = 0; time < attempts; time++) {
    const result = await attempt(entry, name);
    if (result.failures > 0) caught++;
    runs += result.runs;
    failures += result.failures;
  }
  const share = runs === 0 ? 0 : failures / runs;
  console.log(
    `${name.padEnd(28)}${`${caught} of ${attempts}`.padStart(12)}${String(runs).padStart(10)}${String(failures).padStart(12)}   ${share.toPrecision(2)}`,
  );
}
await rm(folder, { recursive: true });
