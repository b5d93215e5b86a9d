import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { burnCores } from '../author/load.ts';
import type { GradeRecord } from '../class/grade/record.ts';
import { readExercises } from '../course/exercise.ts';
import { ended, residentMb, runClass, startClass } from './class-commands.ts';
import { layOut, madeClass, points, type HandedIn } from './class-made.ts';
import { vitestLoop } from './class-vitest.ts';
import { report } from './figures.ts';

/*
 * Grades a class whose marks are known, as a teacher does: are all marks right, and are the records the same bytes with
 * one lane, in shards, killed and resumed, and next to programs that take the cores? LEARNERS is the number of
 * learners, PARTS what is measured, SAMPLE the number of attempts that the loop of `vitest run` judges; its time is
 * scaled up.
 */

const root = dirname(dirname(import.meta.dirname));
const learners = Number(process.env['LEARNERS'] ?? 3);
const parts = new Set((process.env['PARTS'] ?? 'lanes,shards,kills,hogs,vitest').split(','));
const sample = Number(process.env['SAMPLE'] ?? 30);
const kills = 10;
const hogs = 4;

const exercises = await readExercises(root);
const handedIn = await madeClass(learners, exercises);
const folder = await mkdtemp(join(tmpdir(), 'racelings-bench-'));
const figures: Record<string, unknown> = { learners, attempts: handedIn.length };
const tell = (what: string, figure: string, value: unknown): void => {
  console.log(`${what.padEnd(44)}${figure}`);
  figures[what] = value;
};
const recordsIn = async (marks: string): Promise<string> => readFile(join(folder, marks, 'records.jsonl'), 'utf8');

/** Whether the mark is the known one. */
const isRight = ({ expects }: HandedIn, record: GradeRecord | undefined): boolean => {
  if (!record) return false;
  const got = record.checks.reduce((sum, check) => sum + check.points, 0);
  if (!expects) return record.verdict === 'passed' && Math.abs(got - points) < 0.01;
  const found = record.checks.some(
    ({ title, finding }) =>
      finding !== undefined &&
      expects.kinds.includes(finding.kind) &&
      (expects.check === undefined || expects.check === title),
  );
  return record.verdict === 'failed' && got === 0 && found;
};

const compare = async (what: string, marks: string, seconds: number): Promise<void> => {
  const isEqual = (await recordsIn(marks)) === (await recordsIn('marks'));
  tell(what, `${seconds.toFixed(0)} s, records ${isEqual ? 'equal' : 'DIFFER'}`, { seconds, isEqual });
};

const gradeOnce = async (): Promise<number> => {
  const start = performance.now();
  const grading = startClass(folder, 'grade', '--jobs', '2');
  const held: number[] = [];
  const watch = setInterval(() => held.push(residentMb(grading.pid ?? 0)), 500);
  const code = await ended(grading);
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const third = (index: number): number =>
    Math.max(...held.slice((index * held.length) / 3, ((index + 1) * held.length) / 3));
  const perMinute = (handedIn.length / seconds) * 60;
  tell('grade, 2 lanes', `${seconds.toFixed(0)} s, ${perMinute.toFixed(0)} a minute, exit ${code}`, seconds);
  const memory = [0, 1, 2].map(third);
  tell('grader and judges hold at most, by thirds', `${memory.map((mb) => mb.toFixed(0)).join(', ')} MiB`, memory);
  const records = (await recordsIn('marks'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GradeRecord);
  const of = ({ learner, exercise }: HandedIn): GradeRecord | undefined =>
    records.find((record) => record.learner === learner && record.exercise === exercise.id);
  const wrong = handedIn.filter((each) => !isRight(each, of(each)));
  tell('wrong marks', `${wrong.length} of ${handedIn.length}`, wrong.length);
  for (const each of wrong)
    console.log(`  ${each.learner} ${each.exercise.id} ${each.name}: ${JSON.stringify(of(each)?.verdict)}`);
  return seconds;
};

const inShards = async (): Promise<void> => {
  const start = performance.now();
  const shards = [1, 2].map(async (index) =>
    runClass(folder, 'grade', '--jobs', '1', '--shard', `${index}/2`, '--out', `s-${index}`),
  );
  await Promise.all(shards);
  await runClass(folder, 'merge', 's-1/journal.jsonl', 's-2/journal.jsonl', '--out', 'merged');
  await compare('2 shards, 1 lane each, merged', 'merged', (performance.now() - start) / 1000);
};

const killed = async (seconds: number): Promise<void> => {
  const start = performance.now();
  let random = 17;
  for (let kill = 0; kill < kills; kill += 1) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const grading = startClass(folder, 'grade', '--jobs', '2', '--out', 'killed');
    const done = ended(grading);
    // A twelfth of a whole grading on average, two at most.
    await wait(((random / 2 ** 32) * seconds * 1000) / 6);
    grading.kill('SIGKILL');
    await done;
  }
  await runClass(folder, 'grade', '--jobs', '2', '--out', 'killed');
  await compare(`killed ${kills} times at random, resumed`, 'killed', (performance.now() - start) / 1000);
};

const besideHogs = async (): Promise<void> => {
  const end = burnCores(hogs);
  try {
    await compare(`beside ${hogs} hogs`, 'hogs', await runClass(folder, 'grade', '--jobs', '2', '--out', 'hogs'));
  } finally {
    end();
  }
};

try {
  const source = join(folder, 'handed-in');
  await mkdir(source);
  await layOut(handedIn, source);
  await runClass(folder, 'init', '--points', String(points), '--grading', 'all');
  await runClass(folder, 'collect', source);
  console.log(`${learners} learners, ${exercises.length} exercises, ${handedIn.length} attempts`);
  const seconds = await gradeOnce();
  if (parts.has('lanes'))
    await compare('grade, 1 lane', 'one', await runClass(folder, 'grade', '--jobs', '1', '--out', 'one'));
  if (parts.has('shards')) await inShards();
  if (parts.has('kills')) await killed(seconds);
  if (parts.has('hogs')) await besideHogs();
  if (parts.has('vitest')) {
    const chosen = handedIn.filter((_, index) => index % Math.max(1, Math.floor(handedIn.length / sample)) === 0);
    const loop = ((await vitestLoop(chosen, 2)) / chosen.length) * handedIn.length;
    tell(
      `\`vitest run\` in a loop, 2 at once (from ${chosen.length})`,
      `${loop.toFixed(0)} s, ${(loop / seconds).toFixed(1)} times as long`,
      loop,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
report(figures);
process.disconnect?.();
