import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { UserError } from '../../course/user-error.ts';

/**
 * What scenarios draw from. A class may withhold its own until the marks are out, and publish the commit beforehand:
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
  await writeFile(path, `${secret}\n`, { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UserError(`\`${path}\` already exists.`, 'A seed is drawn only once for a class.', { cause });
  });
};

/**
 * @param commit the published one; the seed must be the one behind it
 * @throws {UserError} when it is another, or too short to be safe from guessing
 */
export const readSeed = async (path: string, commit: string | undefined): Promise<Seed> => {
  const secret = (
    await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new UserError(`There is no seed \`${path}\`.`, undefined, { cause });
    })
  ).trim();
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
