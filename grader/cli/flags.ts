import { parseArgs, type ParseArgsConfig } from 'node:util';
import { didYouMean } from '../course/nearest.ts';
import { UserError } from '../course/user-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

export type Flags<T extends Options> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>
>;

/** @throws {UserError} for an unknown flag (naming the nearest), or for a flag without its value */
export const parseFlags = <T extends Options>(args: readonly string[], options: T): Flags<T> => {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name in options) continue;
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UserError(
      `Unknown flag \`${token.rawName}\`.`,
      didYouMean(token.rawName, known) ?? 'Add `--help` to see the flags.',
    );
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UserError(cause.message.split('\n')[0] ?? '', 'Add `--help` to see the flags.', { cause });
  }
};
