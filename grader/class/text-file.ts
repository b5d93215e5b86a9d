import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../course/message-of.ts';
import { UserError } from '../course/user-error.ts';

/**
 * Reads a text that the teacher named or wrote.
 *
 * @param what `class file`, for the message
 * @param help what to do if there is no such file
 * @throws {UserError} when it is not there, can't be read, or is not in UTF-8: it could not be written back as it was
 */
export const readText = async (
  path: string,
  { what, help }: { what?: string; help?: string } = {},
): Promise<string> => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw notRead(path, cause, { what, help });
  });
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes) && !text.includes('\0')) return text;
  throw new UserError(
    `\`${path}\` is not encoded in UTF-8.`,
    'Use the file just as the platform gave it, or save it as UTF-8: a spreadsheet or an editor may have changed it.',
  );
};

/** What to say of a file or folder that the system did not let us read: it need not be missing. */
export const notRead = (
  path: string,
  cause: unknown,
  { what, help }: { what?: string | undefined; help?: string | undefined } = {},
): UserError => {
  const name = what === undefined ? `\`${path}\`` : `${what} \`${path}\``;
  const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  return isMissing
    ? new UserError(`There is no ${name}.`, help, { cause })
    : new UserError(`\`${path}\` can't be read: ${messageOf(cause)}.`, undefined, { cause });
};

/**
 * Writes a file that must not be there yet, whole or not at all.
 *
 * @param mode who may read it, as for `chmod`; absent: as usual
 * @throws `EEXIST` when it is there
 */
export const writeNew = async (path: string, text: string, mode?: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { flag: 'wx', mode }).catch(async (error: NodeJS.ErrnoException) => {
    // The disk is full, for example: the next try would find half a file.
    if (error.code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  });
};
