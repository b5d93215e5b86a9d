import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { isMoment, momentExample, parseClassFile, writeClassFile, type ClassFile } from '../../class/class-file.ts';
import { listExercises } from '../../course/exercise.ts';
import { exercisesNamed } from '../../course/names.ts';
import { UserError } from '../../course/user-error.ts';
import { counted } from '../../verdict/counted.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { classFileName } from './files.ts';
import { newSeed, writeSeed } from '../../class/grade/seed.ts';

const flags = {
  title: { type: 'string', default: 'Concurrency' },
  points: { type: 'string', default: '10' },
  due: { type: 'string' },
  late: { type: 'string' },
  grading: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string', default: classFileName },
} as const;

const run = async (args: readonly string[], { root, stdout }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, flags);
  if (!relative(root, resolve(values.out)).startsWith('..')) {
    throw new UserError(
      'A class does not belong inside the kit.',
      'Make a folder of your own for it, and run this there.',
    );
  }
  const all = await listExercises(root);
  const named = new Set(positionals.flatMap((word) => exercisesNamed(word, all)));
  const chosen = positionals.length === 0 ? all : all.filter((exercise) => named.has(exercise));
  const points = Number(values.points);
  if (values.points.trim() === '' || !(points >= 0) || !Number.isFinite(points))
    throw new UserError(`Expected \`--points\` to be a number of at least 0, got \`${values.points}\`.`);
  const late = oneOf('--late', values.late, ['accept', 'flag', 'refuse']);
  const grading = oneOf('--grading', values.grading, ['checks', 'all']);
  if (values.due !== undefined && !isMoment(values.due)) {
    throw new UserError(`Expected \`--due\` to be a date and time such as ${momentExample}, got \`${values.due}\`.`);
  }
  const seed = values.seed === undefined ? undefined : newSeed();
  const file: ClassFile = {
    title: values.title,
    exercises: chosen.map(({ id }) => ({ id, points })),
    ...(values.due !== undefined && { due: values.due }),
    ...(late && { late }),
    ...(grading && { grading }),
    ...(seed && { seedCommit: seed.commit }),
  };
  // The other commands must be able to read this file.
  const known = all.map(({ id }) => id);
  parseClassFile(JSON.stringify(file, undefined, 2), values.out, known);
  // The seed first: without it a commit in the class file is worth nothing.
  if (seed && values.seed !== undefined) await writeSeed(values.seed, seed);
  try {
    await writeClassFile(values.out, file);
  } catch (error) {
    if (values.seed !== undefined) await rm(values.seed, { force: true });
    throw error;
  }
  stdout.write(
    `Wrote ${values.out}: ${counted(chosen.length, 'exercise')}, ${counted(points, 'point')} each. Edit it as you like.\n`,
  );
  if (seed)
    stdout.write(
      `Keep ${values.seed ?? ''} to yourself until the marks are out. Publish its commit now:\n${seed.commit}\n`,
    );
  return 0;
};

const oneOf = <T extends string>(flag: string, value: string | undefined, known: readonly T[]): T | undefined => {
  if (value === undefined) return undefined;
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UserError(`Expected \`${flag}\` to be ${known.join(' or ')}, got \`${value}\`.`);
};

const help = `npm run class -- init [exercise...] [flags]

Writes ${classFileName} for the exercises or tracks you name, or for all of them. The
file is yours: keep it beside your other files about the class, and edit it.

  --title TEXT      name of the class, or of the assignment (Concurrency)
  --points N        for each exercise (10)
  --due MOMENT      such as 2027-01-31T23:59:00+01:00
  --late RULE       accept, flag or refuse late work (accept)
  --grading RULE    checks: points for the share of checks that pass;
                    all: all points or none (checks)
  --seed FILE       draws a secret seed for the class and writes it to FILE
  --out FILE        where to write (${classFileName})`;

export const init: Command = { help, run };
