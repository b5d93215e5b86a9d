import { createHash, randomBytes } from 'node:crypto';
import { UserError } from '../../course/user-error.ts';
import { readText, writeNew } from '../text-file.ts';
import type { JournalEntry } from './record.ts';

/**
 * What scenarios draw from. A class may withhold its seed until the marks are out, and publish the commit beforehand:
 * then everybody can verify that the exam was fixed when it was handed out.
 */
export type Seed = {
  /** 128 bits or more, in hexadecimal digits. */
  readonly secret: string;
  /** `sha256` of the secret's text. */
  readonly commit: string;
};

/** For all gradings that have no seed of their own. */
export const openSeed = 'racelings';

const bytes = 32;

export const commitOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const newSeed = (): Seed => {
  const secret = randomBytes(bytes).toString('hex');
  return { secret, commit: commitOf(secret) };
};

/** @throws {UserError} when the file already exists */
export const writeSeed = async (path: string, { secret }: Seed): Promise<void> => {
  await writeNew(path, `${secret}\n`, 0o600).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UserError(`\`${path}\` already exists.`, 'A seed is drawn only once for a class.', { cause });
  });
};

/**
 * @param path of the seed that was given, if any
 * @param published the commit in the class file, if there is one
 * @returns the commit of what scenarios draw from
 * @throws {UserError} when it is not the class's seed
 */
export const commitFrom = async (path: string | undefined, published: string | undefined): Promise<string> =>
  path === undefined ? commitOf(openSeed) : (await readSeed(path, published)).commit;

/** Something that was graded, and the seed that it drew from. */
export type Drawn = { readonly what: string; readonly commit: string };

/** The seeds that the records of a journal drew from. */
export const seedsIn = (path: string, entries: ReadonlyMap<string, JournalEntry>): readonly Drawn[] =>
  [...entries.values()].map(({ record }) => ({ what: `\`${path}\``, commit: record.seed }));

/** @throws {UserError} when two drew from different seeds: their marks may not be of the same exam */
export const refuseMixedSeeds = ([first, ...rest]: readonly Drawn[], help: string): void => {
  const other = rest.find(({ commit }) => commit !== first?.commit);
  if (first && other)
    throw new UserError(`${first.what} has ${seedOf(first)}, and ${other.what} has ${seedOf(other)}.`, help);
};

const seedOf = ({ commit }: Drawn): string =>
  commit === commitOf(openSeed) ? 'no seed' : `the seed whose commit begins with ${commit.slice(0, 12)}`;

/**
 * @param commit the published one; the seed must be the one behind it
 * @throws {UserError} when it is another seed, or too short to be safe from guessing
 */
const readSeed = async (path: string, commit: string | undefined): Promise<Seed> => {
  const secret = (await readText(path, { what: 'seed' })).trim();
  if (!/^[0-9a-f]{32,}$/.test(secret))
    throw new UserError(`\`${path}\` is not a seed: expected at least 32 hexadecimal digits.`);
  const found = { secret, commit: commitOf(secret) };
  if (commit !== undefined && commit !== found.commit) {
    throw new UserError(
      `\`${path}\` is not the seed whose commit is in the class file.`,
      `Its commit is ${found.commit}.`,
    );
  }
  return found;
};
