import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../course/user-error.ts';

export const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** The folder that somebody at the keyboard is in: npm runs us in the kit's folder, and passes theirs in INIT_CWD. */
export const placeIn = (env: NodeJS.ProcessEnv): string => resolve(env['INIT_CWD'] ?? '.');

/**
 * What `--attempt` names, as an absolute path.
 *
 * @throws {UserError} when there is no such folder
 */
export const attemptFolder = async (
  attempt: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> => {
  if (attempt === undefined) return undefined;
  const path = resolve(placeIn(env), attempt);
  if (!(await isFolder(path))) throw new UserError(`There is no folder \`${attempt}\` to take the attempt from.`);
  return path;
};
