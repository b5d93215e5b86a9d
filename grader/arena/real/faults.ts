import { MissingExport } from '../common/missing-export.ts';
import type { LearnerSources } from '../common/learner-sources.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { LooseError } from './loose-errors.ts';

export const neverSettles: Fault = {
  kind: 'stuck',
  message: 'The promise that your code returned never settles.',
  why: 'Nothing is left that could settle it: no timer, no open file, no running worker.',
};

export function looseFault({ kind, error }: LooseError, sources: LearnerSources): Fault {
  const location = sources.locate(stackOf(error));
  const [faultKind, message] = {
    rejection: ['unhandled', `A promise was rejected and nobody handled it: ${textOf(error)}`],
    exception: ['unhandled', `An error went uncaught: ${textOf(error)}`],
    exit: ['crash', `Your code called ${error instanceof Error ? error.message : String(error)}.`],
  }[kind] as [Fault['kind'], string];
  return { kind: faultKind, message, why: 'This ends the whole program.', ...(location && { location }) };
}

export function thrownFault(error: unknown, sources: LearnerSources): Fault {
  if (error instanceof MissingExport) return error.fault;
  const location = sources.locate(stackOf(error));
  return { kind: 'crash', message: `Your code threw: ${textOf(error)}`, ...(location && { location }) };
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined);

/** First line only, and short: an error's text may be a whole file. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
