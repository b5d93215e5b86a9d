import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isolationNamed } from '../../class/grade/isolation.ts';
import { readCollected } from '../../class/collect/collected.ts';
import { gradeClass, type GradingProgress } from '../../class/grade/grading.ts';
import { openJournal } from '../../class/grade/journal.ts';
import { journalName } from '../../class/own-files.ts';
import { recordLines } from '../../class/grade/merge.ts';
import { commitFrom, refuseMixedSeeds, seedsIn } from '../../class/grade/seed.ts';
import { parseShard } from '../../class/grade/shard.ts';
import { writeWhole } from '../../course/state-folder.ts';
import { UserError } from '../../course/user-error.ts';
import type { Command, Context, ExitCode } from '../command.ts';
import { parseFlags } from '../flags.ts';
import { classFileName, defaultFolder, defaultMarks, kitStamp, readAssigned, recordsName } from './files.ts';

const flags = {
  class: { type: 'string', default: classFileName },
  out: { type: 'string', default: defaultMarks },
  jobs: { type: 'string' },
  shard: { type: 'string' },
  seed: { type: 'string' },
  isolation: { type: 'string', default: 'auto' },
  'i-trust-these-submissions': { type: 'boolean', default: false },
} as const;

const run = async (args: readonly string[], { root, stdout, stderr, signal }: Context): Promise<ExitCode> => {
  const { values, positionals } = parseFlags(args, flags);
  const [folder = defaultFolder, ...more] = positionals;
  if (more.length > 0) throw new UserError('Name one folder that `collect` made.', help);
  const lanes = values.jobs === undefined ? {} : { lanes: lanesFrom(values.jobs) };
  const shard = values.shard === undefined ? {} : { shard: parseShard(values.shard) };
  const { classFile, exercises, hash } = await readAssigned(root, values.class);
  const collected = await readCollected(folder, classFile);
  if (classFile.seedCommit !== undefined && values.seed === undefined) {
    throw new UserError(
      `The class has a seed: \`${values.class}\` names its commit.`,
      'Give the file that `class init --seed` wrote: `--seed FILE`.',
    );
  }
  const seed = await commitFrom(values.seed, classFile.seedCommit);
  const isolation = await isolationNamed(values.isolation, { trusted: values['i-trust-these-submissions'] });
  const kit = await kitStamp(root, exercises);
  await mkdir(values.out, { recursive: true });
  const path = join(values.out, journalName);
  const journal = await openJournal(path, { journal: 'racelings-class', v: 1, kit, class: hash });
  const began = performance.now();
  let last: GradingProgress | undefined;
  let logged = began;
  try {
    refuseMixedSeeds(
      [{ what: 'This command', commit: seed }, ...seedsIn(path, journal.entries)],
      'Go on with the same `--seed`, or grade into another folder.',
    );
    await gradeClass(journal, collected, {
      root,
      folder,
      classFile,
      exercises,
      signal,
      isolation: isolation.name,
      stamp: { kit, node: `v${process.versions.node}`, seed, isolation: isolation.stamp },
      ...lanes,
      ...shard,
      onProgress: (progress) => {
        last = progress;
        const now = performance.now();
        const line = progressLine(progress, now - began);
        if (stderr.isTTY) stderr.write(`\r\u001B[K${line}`);
        // In a log, lines stay.
        else if (now - logged >= logEveryMs) {
          stderr.write(`${line}\n`);
          logged = now;
        }
      },
    });
    await writeWhole(join(values.out, recordsName), recordLines(journal.entries));
  } finally {
    if (stderr.isTTY) stderr.write('\n');
    await journal.close();
  }
  const { done = 0, all = 0, unchecked = 0, unreadable = 0 } = last ?? {};
  stdout.write(`Graded ${done} of ${all}, in ${values.out}.\n`);
  if (unchecked > 0) stdout.write(`${unchecked} could not be checked. The same command tries again.\n`);
  if (unreadable > 0) stdout.write(`${unreadable} could not be read, and have no mark. \`class report\` says why.\n`);
  return unchecked > 0 || unreadable > 0 ? 1 : 0;
};

const lanesFrom = (text: string): number => {
  const lanes = Number(text);
  if (Number.isSafeInteger(lanes) && lanes >= 1) return lanes;
  throw new UserError(`Expected \`--jobs\` to be a whole number of at least 1, got \`${text}\`.`);
};

/** Time between two lines if there is no terminal. */
const logEveryMs = 30_000;

/** `███░░░  120 of 510   2 lanes   80 passed   30 failed   about 4 min left` */
const progressLine = ({ done, all, lanes, passed, failed, unchecked, begun }: GradingProgress, ms: number): string => {
  const width = 20;
  const filled = all === 0 ? width : Math.round((width * done) / all);
  const fresh = done - begun;
  const left = fresh > 0 ? Math.ceil(((all - done) * ms) / fresh / 1000) : undefined;
  return [
    `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`,
    `${done} of ${all}`,
    `${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`,
    `${passed} passed`,
    `${failed} failed`,
    ...(unchecked > 0 ? [`${unchecked} unchecked`] : []),
    ...(left === undefined ? [] : [left < 90 ? `about ${left} s left` : `about ${Math.ceil(left / 60)} min left`]),
  ].join('  ');
};

const help = `npm run class -- grade [FOLDER] [flags]

Grades what \`collect\` put into FOLDER (${defaultFolder}). Each record reaches the
disk before the next one begins. If Ctrl-C, a crash or a power cut stops it, the
same command resumes where it was.

  --class FILE       the class file (${classFileName})
  --out DIR          where the marks go (${defaultMarks})
  --jobs N           judges side by side (as many as the machine can hold)
  --shard I/N        only the I-th of N parts; \`merge\` joins them
  --seed FILE        the class's secret seed; needed if it has one
  --isolation NAME   auto, bwrap, podman or none (auto)
  --i-trust-these-submissions
                     needed with none: their code runs with your rights

Exit code: 0 all have a mark, 1 some could not be read or checked, 2 wrong usage.`;

export const gradeCommand: Command = { help, run };
