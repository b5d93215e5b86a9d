import type * as Esbuild from 'esbuild';
import { createRequire } from 'node:module';
import { UserError } from './user-error.ts';

/**
 * Reads JSON that somebody wrote by hand.
 *
 * @param path for the message
 * @throws {UserError} with the line and column of the first fault
 */
export const parseJson = (text: string, path: string): unknown => {
  // Some editors begin a file with a byte order mark.
  const json = text.replace(/^\u{FEFF}/u, '');
  try {
    return JSON.parse(json);
  } catch (cause) {
    const fault = faultIn(json) ?? asPlaced(json, (cause as SyntaxError).message);
    throw new UserError(`${path} is not JSON: ${fault}.`, undefined, { cause });
  }
};

/** Not every version of Node says where a fault is; esbuild does, and is loaded only for that. */
const faultIn = (json: string): string | undefined => {
  const { transformSync } = createRequire(import.meta.url)('esbuild') as typeof Esbuild;
  try {
    transformSync(json, { loader: 'json', logLevel: 'silent' });
    return undefined;
  } catch (error) {
    const [fault] = (error as Esbuild.TransformFailure).errors;
    if (!fault?.location) return fault?.text;
    const { line, column, lineText } = fault.location;
    // Esbuild's columns are bytes, from 0.
    const before = Buffer.from(lineText).subarray(0, column).toString();
    return `line ${line}, column ${before.length + 1}: ${fault.text}`;
  }
};

/** Esbuild accepts some escapes that JSON does not have, such as `\8`. For these every Node tells the place, from 0. */
const asPlaced = (json: string, message: string): string => {
  const [all, at] = /(?: in JSON)? at position (\d+).*/.exec(message) ?? [];
  if (all === undefined) return message;
  const lines = json.slice(0, Number(at)).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}: ${message.replace(all, '')}`;
};
