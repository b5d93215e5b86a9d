import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { readExercise, type Exercise } from '../course/exercise.ts';
import type { Judge } from '../judge/judge.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Soak } from '../report/soak.ts';
import { readAnswers } from './answers.ts';
import { answerProblem, solutionProblem, starterProblem } from './expected.ts';

export type SoakOptions = {
  readonly root: string;
  readonly judge: Judge;
  readonly signal: AbortSignal;
  /** How often each attempt is judged. */
  readonly times: number;
  /** Starter and solution only. */
  readonly isShort: boolean;
  /** Only attempts with this in their name. */
  readonly only: string;
  /** What the learner would read. */
  readonly textOf: (verdict: Verdict, slug: string) => string;
  readonly onAttempt?: (name: string) => void;
};

type Subject = {
  readonly name: string;
  readonly files: AttemptFiles;
  /** What is wrong with the verdict, if anything. */
  readonly problem: (verdict: Verdict) => string | undefined;
};

/** Judges all kept attempts of an exercise again and again, and counts what should never differ. */
export const soakExercise = async (id: string, options: SoakOptions): Promise<Soak> => {
  const exercise = await readExercise(options.root, id);
  const milliseconds: number[] = [];
  const problems: string[] = [];
  let wrong = 0;
  let unsteady = 0;
  const subjects = (await subjectsOf(exercise, options.isShort)).filter(({ name }) => name.includes(options.only));
  for (const { name, files, problem } of subjects) {
    options.onAttempt?.(`${id} ${name}`);
    const texts = new Set<string>();
    const faults = new Map<string, number>();
    for (let time = 0; time < options.times; time += 1) {
      const start = performance.now();
      const verdict = await options.judge.judge({ exercise, files }, { signal: options.signal });
      milliseconds.push(performance.now() - start);
      const fault = problem(verdict);
      if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      texts.add(options.textOf(withoutFigures(verdict), exercise.slug));
    }
    for (const [fault, count] of faults) {
      wrong += count;
      problems.push(`${name}: ${count} of ${options.times} times ${fault}`);
    }
    if (texts.size > 1) {
      unsteady += 1;
      problems.push(`${name}: ${texts.size} different texts, first at ${firstDifference([...texts])}`);
    }
  }
  return {
    id,
    attempts: subjects.length,
    verdicts: subjects.length * options.times,
    wrong,
    unsteady,
    milliseconds,
    problems,
  };
};

const subjectsOf = async (exercise: Exercise, isShort: boolean): Promise<readonly Subject[]> => {
  const { starter, solution } = exercise.folders;
  const own: readonly Subject[] = [
    {
      name: 'starter',
      files: await readAttempt(exercise, starter),
      problem: (verdict) => starterProblem(exercise, verdict),
    },
    { name: 'solution', files: await readAttempt(exercise, solution), problem: solutionProblem },
  ];
  if (isShort) return own;
  const sides = (['right', 'wrong'] as const).map(async (side) =>
    (await readAnswers(exercise, side)).map((answer) => ({
      name: answer.name,
      files: answer.files,
      problem: (verdict: Verdict) => answerProblem(side, answer, verdict),
    })),
  );
  return [...own, ...(await Promise.all(sides)).flat()];
};

/** The figures of a pass are measured, and may differ; nothing else may. */
const withoutFigures = (verdict: Verdict): Verdict =>
  verdict.state === 'passed' ? { ...verdict, figures: ['passed'] } : verdict;

const firstDifference = ([first = '', second = '']: readonly string[]): string => {
  const [ours, theirs] = [first.split('\n'), second.split('\n')];
  const line = ours.findIndex((text, index) => text !== theirs[index]);
  return `"${(ours[line] ?? '').trim()}" and "${(theirs[line] ?? '').trim()}"`;
};
