import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Exercise } from '../course/exercise.ts';
import { UserError } from '../course/user-error.ts';
import type { Found, Result } from './result.ts';

/**
 * `proof.json`: the results of an exercise's answers, with hashes of what was judged, and by what. An answer need not
 * be judged again while its own files, the exercise and the engine stay the same.
 */
export type Proof = {
  /** Hash of the engine and of what the exercise judges by. If it changes, every entry is worthless. */
  readonly judgedBy: string;
  /** By name of the answer. */
  readonly answers: Readonly<Record<string, ProvedAnswer>>;
};

export type ProvedAnswer = Result & {
  /** Hash of its files. */
  readonly files: string;
};

const found = v.strictObject({ kind: v.string(), check: v.string(), orders: v.exactOptional(v.string()) });
const schema: v.GenericSchema<Proof> = v.strictObject({
  judgedBy: v.string(),
  answers: v.record(
    v.string(),
    v.strictObject({
      files: v.string(),
      verdict: v.picklist(['passed', 'failed']),
      orders: v.string(),
      found: v.array(found),
    }),
  ),
});

export const proofFile = 'proof.json';

/** @throws {UserError} when the file exists but holds no proof */
export const readProof = async ({ folders, id }: Exercise): Promise<Proof | undefined> => {
  const json = await readFile(join(folders.grader, proofFile), 'utf8').catch(() => undefined);
  if (json === undefined) return undefined;
  try {
    return v.parse(schema, JSON.parse(json));
  } catch (cause) {
    throw new UserError(`grader/exercises/${id}/${proofFile} is not a valid proof.`, 'Delete it.', { cause });
  }
};

/** One line per answer, sorted by name, and nothing that differs from run to run. */
export const writeProof = async ({ folders }: Exercise, { judgedBy, answers }: Proof): Promise<void> => {
  const lines = Object.entries(answers)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { files, verdict, orders, found: all }]) => {
      const facts = { files, verdict, orders, found: all.map(ordered) };
      return `    ${JSON.stringify(name)}: ${JSON.stringify(facts)}`;
    });
  const text = `{\n  "judgedBy": ${JSON.stringify(judgedBy)},\n  "answers": {\n${lines.join(',\n')}\n  }\n}\n`;
  await writeFile(join(folders.grader, proofFile), text);
};

const ordered = ({ kind, check, orders }: Found): Found => ({ kind, check, ...(orders !== undefined && { orders }) });

/** What a new judgement says against a proof. */
export type Doubt = {
  /** The value in the proof, and the new one. */
  readonly text: string;
  /** Whether this settles it: otherwise another judgement might show the old value again. */
  readonly disproves: boolean;
};

/**
 * Whether a proof still stands after another judgement.
 *
 * Explored orders, and so their results, are the same each time. In a real run the system decides who comes first, and
 * a wrong answer that leaves it to chance may fail one check more or fewer. Then the proof stands by its verdict;
 * whether the right check found it is verified at every judgement, with or without a proof.
 *
 * @param isReal whether the exercise is judged in real runs
 * @returns nothing if both are the same
 */
export const doubt = (proved: Result, seen: Result, isReal: boolean): Doubt | undefined => {
  const [before, now] = [proved, seen].map(({ verdict, orders, found: all }) =>
    JSON.stringify([verdict, orders, all.map(ordered)]),
  );
  if (before === now) return undefined;
  if (isReal && proved.verdict === seen.verdict)
    return { text: `it was ${before}, and now it is ${now}`, disproves: false };
  return { text: `its proof does not hold: it says ${before}, but now it is ${now}`, disproves: true };
};

/** Samples one name in `parts`; which one depends on the commit, so that in time each is judged again. */
export const isSampled = (commit: string, name: string, parts: number): boolean =>
  createHash('sha256').update(`${commit} ${name}`).digest().readUInt32BE() % parts === 0;
