import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { readExercise, type Exercise } from '../course/exercise.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { judgeBatch } from '../judge/batch.ts';
import type { Attempt } from '../judge/judge.ts';
import type { Soak } from '../report/soak.ts';
import { readAnswers } from './answers.ts';
import { answerProblem, solutionProblem, starterProblem } from './expected.ts';
import { resultOf } from './result.ts';

export type SoakOptions = {
  readonly root: string;
  readonly signal: AbortSignal;
  /** How often each attempt is judged. */
  readonly times: number;
  /** Starter and solution only. */
  readonly isShort: boolean;
  /** Only attempts with this in their name. */
  readonly only: string;
  /** What the learner would read. */
  readonly textOf: (verdict: Verdict, slug: string) => string;
  readonly onVerdict?: (progress: SoakProgress) => void;
  /** Called for each exercise when its attempts have been judged. */
  readonly onExercise?: (soak: Soak) => void;
};

export type SoakProgress = {
  readonly judged: number;
  /** How many verdicts there will be. */
  readonly of: number;
  /** Verdicts that were not the expected ones. */
  readonly wrong: number;
  /** Exercise and name of the attempt that has just been judged. */
  readonly attempt: string;
};

type Subject = {
  readonly name: string;
  readonly files: AttemptFiles;
  /** What is wrong with the verdict, if anything. */
  readonly problem: (verdict: Verdict) => string | undefined;
};

/** One of the times that a subject is judged. */
type Trial = Attempt & { readonly subject: Subject };

/**
 * Judges all kept attempts of these exercises repeatedly, and counts what should never differ.
 * @returns one for each id, in the order of `ids`
 */
export const soakExercises = async (ids: readonly string[], options: SoakOptions): Promise<readonly Soak[]> => {
  const { root, signal, times, textOf, onVerdict, onExercise } = options;
  const exercises = await Promise.all(ids.map(async (id) => readExercise(root, id)));
  const tallies = new Map<Exercise, readonly Tally[]>();
  for (const exercise of exercises) {
    const subjects = await subjectsOf(exercise, options);
    tallies.set(
      exercise,
      subjects.map((subject) => new Tally(subject, times)),
    );
  }
  const trials = [...tallies].flatMap(([exercise, ofExercise]) =>
    ofExercise.flatMap(({ subject }) =>
      Array.from({ length: times }, (): Trial => ({ exercise, files: subject.files, subject })),
    ),
  );
  const soaks = new Map<Exercise, Soak>();
  let judged = 0;
  for await (const { attempt, verdict, durationMs } of judgeBatch(trials, { root, signal })) {
    const { exercise, subject } = attempt;
    const ofExercise = tallies.get(exercise) ?? [];
    ofExercise
      .find((tally) => tally.subject === subject)
      ?.count(verdict, durationMs, textOf(withoutFigures(verdict), exercise.slug));
    judged += 1;
    const wrong = [...tallies.values()].flat().reduce((sum, tally) => sum + tally.wrong, 0);
    onVerdict?.({ judged, of: trials.length, wrong, attempt: `${exercise.id} ${subject.name}` });
    if (!ofExercise.every(({ isDone }) => isDone)) continue;
    const soak = soakOf(exercise.id, ofExercise, times);
    soaks.set(exercise, soak);
    onExercise?.(soak);
  }
  return exercises.map((exercise) => soaks.get(exercise) ?? soakOf(exercise.id, tallies.get(exercise) ?? [], times));
};

/** The results of one subject so far. */
class Tally {
  readonly subject: Subject;
  readonly milliseconds: number[] = [];
  readonly #times: number;
  readonly #texts = new Set<string>();
  readonly #faults = new Map<string, number>();

  constructor(subject: Subject, times: number) {
    this.subject = subject;
    this.#times = times;
  }

  count(verdict: Verdict, durationMs: number, text: string): void {
    this.milliseconds.push(durationMs);
    const fault = this.subject.problem(verdict);
    if (fault !== undefined) this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1);
    this.#texts.add(text);
  }

  get wrong(): number {
    return [...this.#faults.values()].reduce((sum, count) => sum + count, 0);
  }

  get isDone(): boolean {
    return this.milliseconds.length === this.#times;
  }

  get isUnsteady(): boolean {
    return this.#texts.size > 1;
  }

  get problems(): readonly string[] {
    const faults = [...this.#faults].map(([fault, count]) => `${count} of ${this.#times} times ${fault}`);
    const texts = `${this.#texts.size} different texts, first at ${firstDifference([...this.#texts])}`;
    return [...faults, ...(this.isUnsteady ? [texts] : [])].map((problem) => `${this.subject.name}: ${problem}`);
  }
}

const soakOf = (id: string, tallies: readonly Tally[], times: number): Soak => ({
  id,
  attempts: tallies.length,
  verdicts: tallies.length * times,
  wrong: tallies.reduce((sum, { wrong }) => sum + wrong, 0),
  unsteady: tallies.filter(({ isUnsteady }) => isUnsteady).length,
  milliseconds: tallies.flatMap(({ milliseconds }) => milliseconds),
  problems: tallies.flatMap(({ problems }) => problems),
});

const subjectsOf = async (exercise: Exercise, { isShort, only }: SoakOptions): Promise<readonly Subject[]> => {
  const { starter, solution } = exercise.folders;
  const own: readonly Subject[] = [
    {
      name: 'starter',
      files: await readAttempt(exercise, starter),
      problem: (verdict) => starterProblem(exercise, resultOf(verdict)),
    },
    {
      name: 'solution',
      files: await readAttempt(exercise, solution),
      problem: (verdict) => solutionProblem(resultOf(verdict)),
    },
  ];
  const sides = (isShort ? [] : (['right', 'wrong'] as const)).map(async (side) =>
    (await readAnswers(exercise, side)).map((answer) => ({
      name: answer.name,
      files: answer.files,
      problem: (verdict: Verdict) => answerProblem(side, answer, resultOf(verdict)),
    })),
  );
  const all = [...own, ...(await Promise.all(sides)).flat()];
  return all.filter(({ name }) => name.includes(only));
};

/** The figures of a pass are measured, and may differ; nothing else may. */
const withoutFigures = (verdict: Verdict): Verdict =>
  verdict.state === 'passed' ? { ...verdict, figures: ['passed'] } : verdict;

const firstDifference = ([first = '', second = '']: readonly string[]): string => {
  const [ours, theirs] = [first.split('\n'), second.split('\n')];
  const line = ours.findIndex((text, index) => text !== theirs[index]);
  return `"${(ours[line] ?? '').trim()}" and "${(theirs[line] ?? '').trim()}"`;
};
