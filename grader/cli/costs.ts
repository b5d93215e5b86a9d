import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readAnswers } from '../author/answers.ts';
import { readAttempt, type AttemptFiles } from '../course/attempt.ts';
import { listExercises, readExercise, readExercises, type Exercise } from '../course/exercise.ts';
import { shortName } from '../course/names.ts';
import { UserError } from '../course/user-error.ts';
import { measureCosts, measuredTexts } from '../judge/costs/measure.ts';
import { costsHead, costsLegend, costsRow, type CostFigures } from '../report/costs.ts';
import { attemptFolder } from './attempt-folder.ts';
import type { Command, Context, ExitCode } from './command.ts';
import { parseFlags } from './flags.ts';
import { oneExercise } from './one-exercise.ts';
import { styleFor } from './terminal-style.ts';

const options = { attempt: { type: 'string' }, again: { type: 'boolean' } } as const;

const run = async (args: readonly string[], { root, stdout, env, signal }: Context): Promise<ExitCode> => {
  const { positionals, values } = parseFlags(args, options);
  const all = await listExercises(root);
  const exercise = await readExercise(root, (await oneExercise(positionals, root, all)).id);
  const { costs } = exercise;
  if (!costs) throw new UserError(`There are no costs to compare in ${shortName(exercise, all)}.`, await others(root));
  const folder = await attemptFolder(values.attempt);
  const own = await readAttempt(exercise, folder ?? exercise.folders.learner, exercise.folders.starter);
  const style = styleFor(stdout, env);
  const say = (line: string): void => void stdout.write(`${line}\n`);

  say(`${costs.of}, on this machine: ${availableParallelism()} cores, Node ${process.versions.node}\n`);
  say(costsHead(style));
  say(costsRow('your files', await measureCosts(await measuredTexts(own, exercise), root, signal)));
  const kept = new KeptCosts(root, values.again ?? false);
  for (const [label, files] of await besides(exercise, costs.beside)) {
    const texts = await measuredTexts(files, exercise);
    say(costsRow(label, await kept.get(texts, async () => measureCosts(texts, root, signal))));
  }
  say(`\n${costsLegend.join('\n')}`);
  return 0;
};

const others = async (root: string): Promise<string> => {
  const all = await readExercises(root);
  const names = all.filter((exercise) => exercise.costs).map((exercise) => shortName(exercise, all));
  return `Exercises that have some: ${names.join(', ')}.`;
};

/**
 * The answers beside which the learner's costs are shown, by the words for them.
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
    if (!files) throw new UserError(`${exercise.id} has no answer \`${name}\`, whose costs are to be measured.`);
    return [label, files];
  });
};

/** What the kit's own answers cost changes only with the machine: it is measured once. */
class KeptCosts {
  readonly #folder: string;
  readonly #again: boolean;

  /** @param root of the clone @param again measures anew what is known */
  constructor(root: string, again: boolean) {
    this.#folder = join(root, 'node_modules/.cache/racelings-costs');
    this.#again = again;
  }

  async get(
    texts: ReadonlyMap<string, string>,
    measure: () => Promise<CostFigures | string>,
  ): Promise<CostFigures | string> {
    const subject = JSON.stringify([...texts, process.versions.node, availableParallelism()]);
    const name = createHash('sha256').update(subject).digest('hex').slice(0, 32);
    const path = join(this.#folder, `${name}.json`);
    const known = this.#again ? undefined : await readFile(path, 'utf8').then(read, () => undefined);
    if (known) return known;
    const costs = await measure();
    if (typeof costs === 'string') return costs;
    // Where nothing can be written, it is measured each time.
    await mkdir(this.#folder, { recursive: true }).then(
      async () => writeFile(path, JSON.stringify(costs)),
      () => {},
    );
    return costs;
  }
}

const read = (text: string): CostFigures | undefined => {
  try {
    return JSON.parse(text) as CostFigures;
  } catch {
    return undefined;
  }
};

const help = `npm run costs -- [exercise] [flags]

What your choice costs, beside the same work done with the other tools: time,
stalls of the event loop, threads, processes, messages, memory. Measured on
this machine, for the exercises of the last track. Nothing is judged by it.

  --attempt DIR    take the attempt from DIR; files that DIR lacks come from
                   the starter
  --again          measure the other answers anew, too
  --help           this text`;

export const costs: Command = { help, run };
