import { UserError } from '../course/user-error.ts';

/** The system refuses, whatever our code does. */
const refusals = new Set(['EACCES', 'EDQUOT', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE', 'ENOSPC', 'EPERM', 'EROFS']);
/** Something else already has the given name. */
const misplaced = new Set(['EEXIST', 'EISDIR', 'ENOTDIR']);

const repeat = 'Fix that, then run the same command again.';

/** @returns what to say of a system error that the person at the keyboard can put right; else undefined */
export const asUserError = (error: unknown): UserError | undefined => {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  const code = String(error.code);
  // Node says this of a folder that it makes with those around it, where nothing can be written.
  if (code === 'ENOENT' && error.syscall === 'mkdir' && 'path' in error)
    return new UserError(`The system refused to make the folder \`${String(error.path)}\`.`, repeat, { cause: error });
  if (!refusals.has(code) && !misplaced.has(code)) return undefined;
  const help = code === 'ENOSPC' || code === 'EDQUOT' ? 'Free some space, then run the same command again.' : repeat;
  return new UserError(`The system refused: ${error.message}.`, help, { cause: error });
};
