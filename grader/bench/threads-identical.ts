import { createHash } from 'node:crypto';
import pc from 'picocolors';
import type { Style } from '../report/style.ts';
import { Staged } from '../test/arena/threads/staged.ts';
import { tellings } from '../test/arena/threads/told.ts';

/*
 * `npx tsx grader/bench/threads-identical.ts [repetitions]`: judges small programs repeatedly, and prints how many
 * different texts a learner would read (it must be one), with a hash of them to compare machines and versions.
 */

const repetitions = Number(process.argv[2] ?? 100);
const style: Style = { width: 80, colors: pc.createColors(false), ascii: false };
const scenarios = [
  'increment2',
  'increment3',
  'plain2',
  'checkThenSet2',
  'flagsOnly2',
  'abba',
  'philosophers',
  'otherWord',
  'oneOfTwo',
  'unlockWithoutNotify2',
  'petersonSwapped',
  'ticketByLoadAndStore',
  'unequalRanges',
  'throws',
  'timeout',
  'add3',
];

await using staged = await Staged.build();
console.log(`Node ${process.version}: ${repetitions} repetitions each`);
for (const scenario of scenarios) {
  const texts = new Set<string>();
  for (let time = 0; time < repetitions; time++) {
    const demand = {
      scenario,
      holds: (outcome: unknown) => Object(outcome).count === 2,
      judgement: { kind: 'race', message: 'It is not 2.' },
    } as const;
    const { text, replayed } = await tellings(staged, demand, style);
    texts.add(`${text}\n${replayed}`);
  }
  const hash = createHash('sha256')
    .update([...texts].join('\n'))
    .digest('hex')
    .slice(0, 12);
  console.log(`${scenario.padEnd(24)} ${texts.size} different  ${hash}`);
}
