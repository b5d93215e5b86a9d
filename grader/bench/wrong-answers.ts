import { dirname } from 'node:path';
import { readAnswers } from '../author/answers.ts';
import { readExercises } from '../course/exercise.ts';
import { Judge } from '../judge/judge.ts';
import { median, report } from './figures.ts';

/*
 * In how many of its orders each wrong answer fails, by the finding that fails in the fewest: what a check
 * has to find. WRONG=all lists the answers one by one. Those that fail in every order, or are judged by real
 * runs, have no such figure.
 */

const root = dirname(dirname(import.meta.dirname));
const ofOrders = /^([0-9]+) of ([0-9]+) (?:different|tried) orders fail/;
const listed = process.env['WRONG'] === 'all';
const judge = Judge.start(root);
type Count = { readonly failing: number; readonly orders: number };
const shareOf = ({ failing, orders }: Count): number => failing / orders;
const rarestFirst = (a: Count, b: Count): number => shareOf(a) - shareOf(b);
const counts: Record<string, Record<string, Count>> = {};
console.log(
  `${'exercise'.padEnd(38)}${'answers'.padStart(8)}${'some orders'.padStart(13)}   fails in: median, and the rarest`,
);
try {
  for (const exercise of await readExercises(root)) {
    const answers = await readAnswers(exercise, 'wrong');
    const ofExercise: Record<string, Count> = {};
    for (const { name, files } of answers) {
      const verdict = await judge.judge({ exercise, files });
      const evidence = verdict.state === 'failed' ? verdict.findings.flatMap((finding) => finding.evidence ?? []) : [];
      const found = evidence.flatMap((line): Count[] => {
        const [, failing, orders] = ofOrders.exec(line) ?? [];
        return failing === undefined ? [] : [{ failing: Number(failing), orders: Number(orders) }];
      });
      const rarest = found.toSorted(rarestFirst)[0];
      if (rarest && shareOf(rarest) < 1) ofExercise[name] = rarest;
    }
    counts[exercise.id] = ofExercise;
    const sorted = Object.entries(ofExercise).toSorted(([, a], [, b]) => rarestFirst(a, b));
    const middle = median(sorted.map(([, count]) => shareOf(count)));
    const [name, rarest] = sorted[0] ?? [];
    const told =
      rarest === undefined
        ? ''
        : `${(100 * middle).toFixed(0).padStart(6)} %, ${rarest.failing} of ${rarest.orders} (${name})`;
    console.log(
      `${exercise.id.padEnd(38)}${String(answers.length).padStart(8)}${String(sorted.length).padStart(13)}   ${told}`,
    );
    if (listed) for (const [each, { failing, orders }] of sorted) console.log(`    ${each}: ${failing} of ${orders}`);
  }
} finally {
  await judge.close();
}
report(counts);
process.disconnect?.();
