import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BuildFailure, Message } from 'esbuild';
import { realFolder, scenarioFile } from '../../arena/common/layout.ts';
import { textsOf, type AttemptFile } from '../../course/attempt.ts';
import type { Exercise } from '../../course/exercise.ts';
import type { Finding } from '../../verdict/finding.ts';
import { compiledName, compileOwn, compileProgram, type Texts } from './compile.ts';
import { compileReal } from './compile-real.ts';

/** Title for faults that are found before any check could run. */
const stagingCheck = 'the files can be loaded';

/**
 * Turns an attempt into plain JavaScript in `folder`: only the exercise's declared files, from the text that
 * was read, never from the disk, so that a save in between changes nothing. Instruments T and S get one
 * script (arena/common/program.ts); R gets a module per file, so that workers and child processes find their
 * entries.
 *
 * @returns what is wrong with the files; empty when they are staged
 */
export async function stage(exercise: Exercise, files: readonly AttemptFile[], folder: string): Promise<Finding[]> {
  const own = files.filter(({ name }) => exercise.files.includes(name));
  const unreadable = own.flatMap((file) => unreadableFinding(file));
  if (unreadable.length > 0) return unreadable;
  const texts = textsOf({ files: own });
  const simulated = exercise.instruments.some((instrument) => instrument !== 'R');
  const real = exercise.instruments.includes('R');
  try {
    await Promise.all([
      compileOwn(join(exercise.folders.grader, 'scenarios.ts'), join(folder, scenarioFile)),
      simulated && compileProgram(texts, folder),
      real && stageModules(exercise, texts, join(folder, realFolder)),
    ]);
    return [];
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const findings = error.errors.flatMap((message) => compileFinding(message));
    // An error outside the learner's files is ours.
    if (findings.length === 0) throw error;
    return findings;
  }
}

function unreadableFinding(file: AttemptFile): Finding[] {
  if (file.state === 'text') return [];
  const message = {
    missing: `There is no file ${file.name}.`,
    folder: `${file.name} is a folder, not a file.`,
    link: `${file.name} is a symbolic link, or behind one: the file itself must be there.`,
    'not-utf8': `${file.name} is not text in UTF-8.`,
    'too-large': `${file.name} is too large: more than 1 MB.`,
    unreadable: `${file.name} can't be read.`,
  }[file.state];
  const why = 'Put it back by hand, or get the starter again with the key x in npm start.';
  return [{ kind: 'does-not-compile', check: stagingCheck, message, why, location: { file: file.name, line: 1 } }];
}

async function stageModules({ given, folders }: Exercise, texts: Texts, folder: string): Promise<void> {
  const metered = given.map((name) =>
    compileOwn(join(folders.grader, 'given', name), join(folder, compiledName(name))),
  );
  // Code that looks for a file, as some libraries do, finds what the learner wrote.
  const written = async (name: string, text: string | Promise<string>): Promise<void> =>
    writeFile(join(folder, name), await text);
  await mkdir(folder, { recursive: true });
  await Promise.all([
    compileReal(texts, given, folder, resolve(folders.grader, '../../../..')),
    ...metered,
    ...Array.from(texts, async ([name, text]) => written(name, text)),
    ...given.map(async (name) => written(name, readFile(join(folders.starter, name), 'utf8'))),
  ]);
}

function compileFinding({ text, location }: Message): Finding[] {
  // Esbuild writes the namespace of a virtual file before its name.
  const file = /^attempt:(.*)$/.exec(location?.file ?? '')?.[1];
  if (location && file === undefined) return [];
  return [
    {
      kind: 'does-not-compile',
      check: stagingCheck,
      message: text.endsWith('.') ? text : `${text}.`,
      ...(location &&
        file !== undefined && { location: { file, line: location.line }, evidence: [location.lineText.trim()] }),
    },
  ];
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}
