import { availableParallelism } from 'node:os';
import { readAnswers } from '../author/answers.ts';
import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import { costsLegend, costsTable } from '../report/costs.ts';
import type { Style } from '../report/style.ts';
import { counted } from '../verdict/counted.ts';
import type { Costs } from './costs.ts';
import { KeptCosts } from './kept-costs.ts';
import { measureCosts, measuredTexts } from './measure.ts';

export type CompareOptions = {
  /** Of the clone. */
  readonly root: string;
  readonly style: Style;
  /** Measures the kit's own answers again, too. */
  readonly again?: boolean;
  /** Ends what is running. */
  readonly signal: AbortSignal;
};

/**
 * Two tables, line by line: what the learner's answer costs, as soon as each line is known, and below that the same
 * work done with other tools.
 */
export async function* comparedCosts(
  exercise: Exercise,
  costs: NonNullable<Exercise['costs']>,
  own: AttemptFiles,
  { root, style, again = false, signal }: CompareOptions,
): AsyncGenerator<string, void, undefined> {
  yield `${costs.of}, on this machine: ${counted(availableParallelism(), 'core')}, Node ${process.versions.node}`;
  yield '';
  const [effort, means] = [costsTable('effort', style), costsTable('means', style)];
  yield effort.head;
  const all: Measured[] = [];
  for await (const each of measured(exercise, costs.beside, own, { root, again, signal })) {
    all.push(each);
    yield effort.row(...each);
  }
  yield '';
  yield means.head;
  yield* all.map((each) => means.row(...each));
  yield '';
  yield* costsLegend;
}

/** An answer's costs, or a few words where there are none. */
type Measured = readonly [label: string, costs: Costs | string];

async function* measured(
  exercise: Exercise,
  beside: Readonly<Record<string, string>>,
  own: AttemptFiles,
  { root, again, signal }: { readonly root: string; readonly again: boolean; readonly signal: AbortSignal },
): AsyncGenerator<Measured, void, undefined> {
  yield ['your files', await measureCosts(await measuredTexts(own, exercise), root, signal)];
  const kept = new KeptCosts(root, again);
  for (const [label, files] of await besides(exercise, beside)) {
    const texts = await measuredTexts(files, exercise);
    yield [label, await kept.get(texts, async () => measureCosts(texts, root, signal))];
  }
}

/**
 * The answers beside which the learner's costs are shown, by their labels.
 * @throws {UserError} when there is no such answer
 */
export const besides = async (
  exercise: Exercise,
  named: Readonly<Record<string, string>>,
): Promise<readonly (readonly [string, AttemptFiles])[]> => {
  const { starter, solution } = exercise.folders;
  const sides = await Promise.all((['right', 'wrong'] as const).map(async (side) => readAnswers(exercise, side)));
  const answers = new Map<string, AttemptFiles>([
    ['starter', await readAttempt(exercise, starter)],
    ['solution', await readAttempt(exercise, solution)],
    ...sides.flat().map(({ name, files }) => [name, files] as const),
  ]);
  return Object.entries(named).map(([label, name]) => {
    const files = answers.get(name);
    if (!files) throw new UserError(`${exercise.id} has no answer \`${name}\` to measure the costs of.`);
    return [label, files];
  });
};
