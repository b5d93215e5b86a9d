import { explore } from '../arena/threads/explore.ts';
import { Scene } from '../arena/threads/pool/scene.ts';
import { endsOf, table } from '../test/arena/threads/conformance-table.ts';
import { Staged } from '../test/arena/threads/staged.ts';

/*
 * `npx tsx grader/bench/threads-conformance.ts`: the conformance table, measured on real threads: orders,
 * runs that ended with everybody asleep (and their share of all runs), how the orders end, time.
 */

await using staged = await Staged.build();
console.log(`Node ${process.version}`);
console.log(
  `${'program'.padEnd(38)}${'orders'.padStart(7)}${'known'.padStart(7)}${'asleep'.padStart(13)}${'ms'.padStart(7)}  ends`,
);
let wrong = 0;
for (const [name, scenario, known] of table) {
  const scene = await Scene.open(staged.pool, { stage: staged.stage, scenario });
  const start = performance.now();
  const { exploration, redundant } = await explore(scene, { budget: 20_000 });
  const ms = performance.now() - start;
  const { schedules, complete } = exploration;
  if (schedules !== known || !complete) wrong++;
  const share = ((100 * redundant) / (schedules + redundant)).toFixed(1);
  const ends = Object.entries(endsOf(exploration)).map(([end, count]) => `${count} ${end}`);
  console.log(
    name.padEnd(38) +
      String(schedules).padStart(7) +
      String(known).padStart(7) +
      `${redundant} (${share} %)`.padStart(13) +
      ms.toFixed(0).padStart(7) +
      `  ${ends.join('; ')}`,
  );
}
console.log(wrong === 0 ? `all ${table.length} as known` : `${wrong} of ${table.length} differ`);
process.exitCode = wrong === 0 ? 0 : 1;
