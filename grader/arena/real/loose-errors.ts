import { isOfCollectedFile } from './meters/resources.ts';

/** An error that no code caught, as the process saw it; `exit` is an attempt to end the process. */
export type LooseError = { readonly kind: 'rejection' | 'exception' | 'exit'; readonly error: unknown };

/** Collects errors that no code catches, and turns `process.exit` into such an error. */
export function collectLooseErrors(): { readonly first: Promise<LooseError>; readonly seen: readonly LooseError[] } {
  const seen: LooseError[] = [];
  let found: (loose: LooseError) => void = () => {};
  const first = new Promise<LooseError>((resolve) => (found = resolve));
  const add = (kind: LooseError['kind'], error: unknown): void => {
    const loose = { kind, error };
    seen.push(loose);
    found(loose);
  };
  process.on('unhandledRejection', (error) => add('rejection', error));
  process.on('uncaughtException', (error) => {
    if (!isOfCollectedFile(error)) add('exception', error);
  });
  const refuse = (call: string): never => {
    const error = new EarlyExit(call);
    // Noted here because the attempt may catch the error.
    add('exit', error);
    throw error;
  };
  const exit = (code?: unknown): never =>
    refuse(`process.exit(${typeof code === 'number' || typeof code === 'string' ? code : ''})`);
  Object.assign(process, { exit, reallyExit: exit, abort: () => refuse('process.abort()') });
  return { first, seen };
}

/** Thrown in place of an exit. Its message is the call, such as `process.exit(1)`. */
export class EarlyExit extends Error {
  override readonly name = 'EarlyExit';
}
