import { explore } from '../arena/threads/explore.ts';
import { Scene } from '../arena/threads/pool/scene.ts';
import { Staged } from '../test/arena/threads/staged.ts';

/*
 * `npx tsx --expose-gc grader/bench/threads-memory.ts [schedules]`: memory of the process with its threads
 * while the same 12,870 orders are explored over and over, after each exploration.
 */

const target = Number(process.argv[2] ?? 50_000);
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1).padStart(8);

await using staged = await Staged.build();
console.log(`Node ${process.version}\n schedules  resident MB   heap MB`);
for (let schedules = 0; schedules <= target;) {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario: 'write8' });
  schedules += (await explore(scene, { budget: 20_000 })).exploration.schedules;
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  console.log(`${String(schedules).padStart(10)}  ${megabytes(rss)}   ${megabytes(heapUsed)}`);
}
