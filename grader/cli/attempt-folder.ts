import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../course/user-error.ts';

export const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * What `--attempt` names, as an absolute path.
 *
 * @throws {UserError} when there is no such folder
 */
export const attemptFolder = async (attempt: string | undefined): Promise<string | undefined> => {
  if (attempt === undefined) return undefined;
  if (!(await isFolder(attempt))) throw new UserError(`There is no folder \`${attempt}\` to take the attempt from.`);
  return resolve(attempt);
};
