import { UserError } from '../course/user-error.ts';

/** The system refuses, whatever our code does. */
const refusals = new Set(['EACCES', 'EDQUOT', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE', 'ENOSPC', 'EPERM', 'EROFS']);
/** Something else already has the given name. */
const misplaced = new Set(['EEXIST', 'EISDIR', 'ENOTDIR']);

/** @returns what to say of a system error that the person at the keyboard can put right; else undefined */
export const asUserError = (error: unknown): UserError | undefined => {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  const code = String(error.code);
  if (!refusals.has(code) && !misplaced.has(code)) return undefined;
  const help =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'Free some space, then run the same command again.'
      : 'Fix that, then run the same command again.';
  return new UserError(`The system refused: ${error.message}.`, help, { cause: error });
};
