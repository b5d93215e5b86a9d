import { join } from 'node:path';
import { explore } from '../arena/threads/explore.ts';
import { Scene } from '../arena/threads/pool/scene.ts';
import { Staged } from '../test/arena/threads/staged.ts';

/*
 * `npx tsx grader/bench/threads-speed.ts [rounds]`: schedules per second of instrumented code on real threads: two that
 * write 6 times each (924 interleavings), and 8 times (12,870), all of them on one word, so that each interleaving is
 * an order of its own. The search is part of the time. Also in processor time: only one thread runs at a time, so on an
 * idle machine the two are nearly the same.
 */

const rounds = Number(process.argv[2] ?? 5);
const programs = [
  ['2 threads × 6 writes', 'write6', 924],
  ['2 threads × 8 writes', 'write8', 12_870],
] as const;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

await using staged = await Staged.build({}, join(import.meta.dirname, 'threads-writes'));
console.log(`Node ${process.version}: schedules a second, median (least–most) of ${rounds}`);
for (const [name, scenario, orders] of programs) {
  const rates: number[] = [];
  const cpuRates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
    const before = process.cpuUsage();
    const start = performance.now();
    const { exploration } = await explore(scene, { budget: 20_000 });
    if (exploration.schedules !== orders || !exploration.complete)
      throw new Error(`Expected ${orders} orders, got ${exploration.schedules}`);
    rates.push((1000 * orders) / (performance.now() - start));
    const { user, system } = process.cpuUsage(before);
    cpuRates.push((1e6 * orders) / (user + system));
  }
  const range = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  console.log(
    `${name}, all ${orders.toLocaleString('en-US').padStart(6)}:${median(rates).toFixed(0).padStart(7)} (${range}), a CPU second: ${median(cpuRates).toFixed(0)}`,
  );
}
