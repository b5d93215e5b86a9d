import { join } from 'node:path';
import { typeErrorsOf } from '../judge/tsc.ts';

/** What TypeScript says about the project, by path relative to `root`; empty if there are no errors. */
export const typeErrors = async (
  root: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const errors = new Map<string, string[]>();
  for (const { path, line, message } of await typeErrorsOf(join(root, 'tsconfig.json'), root, signal)) {
    errors.set(path, [...(errors.get(path) ?? []), `line ${line}: ${message}`]);
  }
  return errors;
};
