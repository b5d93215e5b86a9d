import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../course/message-of.ts';
import { UserError } from '../course/user-error.ts';

/**
 * Makes a folder of our own among the system's temporary files.
 * @param purpose part of its name
 * @returns its path
 * @throws {UserError} if nothing can be written, or if not all our tools understand the path
 */
export function temporaryFolder(purpose: string): string {
  const parent = tmpdir();
  // Node loads no module from such a path.
  if (process.platform !== 'win32' && parent.includes('\\')) {
    throw new UserError(`Temporary files cannot be in a folder with \`\\\` in its path: ${parent}`, help);
  }
  try {
    return mkdtempSync(join(parent, `racelings-${purpose}`));
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UserError(`No temporary files can be written to ${parent} (${reason}).`, help, { cause });
  }
}

const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
const help = `Set the environment variable ${variable} to a folder that you can write to.`;
