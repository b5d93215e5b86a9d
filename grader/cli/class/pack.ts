import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeClassFile } from '../../class/class-file.ts';
import { classroom50Files } from '../../class/pack/classroom50.ts';
import { gradescopeFiles } from '../../class/pack/gradescope.ts';
import { UserError } from '../../course/user-error.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { classFileName, readAssigned } from './files.ts';

const flags = {
  class: { type: 'string', default: classFileName },
  gradescope: { type: 'boolean', default: false },
  classroom50: { type: 'boolean', default: false },
  out: { type: 'string' },
} as const;

/** What the kit needs to run elsewhere: neither the exercises' tests nor the kit's. */
const parts = ['grader', 'exercises', 'solutions', 'package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE'];

const run = async (args: readonly string[], { root, stdout }: Context): Promise<ExitCode> => {
  const { values } = parseFlags(args, flags);
  if (values.gradescope === values.classroom50)
    throw new UserError('Give either `--gradescope` or `--classroom50`.', help);
  // The seed stays with the teacher, and a class that has one is not graded without it.
  const { seedCommit: _seedCommit, ...classFile } = (await readAssigned(root, values.class)).classFile;
  const files = values.gradescope ? gradescopeFiles() : classroom50Files();
  const out = values.out ?? (values.gradescope ? 'gradescope' : 'classroom50');
  await mkdir(out).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UserError(`\`${out}\` already exists.`, 'Name another folder with `--out`.', { cause });
  });
  const pack = async (): Promise<void> => {
    for (const { path, content, mode } of files) await writeFile(join(out, path), content, { mode });
    for (const part of parts)
      await cp(join(root, part), join(out, 'kit', part), {
        recursive: true,
        filter: (from) => !from.includes(join(root, 'grader', 'test')),
      });
    await writeClassFile(join(out, 'kit', classFileName), classFile);
  };
  await pack().catch(async (error: unknown) => {
    await rm(out, { recursive: true, force: true });
    throw error;
  });
  stdout.write(
    `Made ${out}, with the kit in it. ${values.gradescope ? 'Zip its contents and upload that as the autograder.' : 'Its autograder.py is what the runner calls.'}\n`,
  );
  return 0;
};

const help = `npm run class -- pack --gradescope | --classroom50 [flags]

Makes a folder that the platform's own runner takes as it is: the kit, the class
file, and the scripts that call them.

  --class FILE   the class file (${classFileName})
  --out DIR      where to make it (gradescope, or classroom50)`;

export const packCommand: Command = { help, run };
