import { errorOf, isOurs, stackOf } from '../common/codec.ts';
import { MissingExport } from '../common/missing-export.ts';
import type { LearnerSources } from '../common/learner-sources.ts';
import type { Fault } from '../../verdict/fault.ts';
import { described } from '../common/value-text.ts';
import type { LooseError } from './loose-errors.ts';
import type { Unreferenced } from './meters/unreferenced.ts';

export const neverSettles: Fault = {
  kind: 'stuck',
  message: 'A promise that your code returned never settles.',
  why: 'Nothing is left that could settle it: no timer, no open file, no running worker.',
};

export const cannotGoOn: Fault = {
  kind: 'crash',
  message: 'Once your code had begun, the rest of the run failed.',
  why: 'With Node as it is, that does not happen: the code has changed something that all code relies on.',
};

/** All that still runs and could settle the promise was let go with `unref`. */
export function endsEarly({ stack }: Unreferenced, sources: LearnerSources): Fault {
  const location = sources.locate(stack);
  return {
    kind: 'stuck',
    message: 'A program that awaits this would end here: nothing keeps it alive while your promise is pending.',
    why: 'What your code started still runs, but after `unref` a program does not stay for it.',
    ...(location && { location }),
  };
}

/** Characters of a call as shown: its argument is the learner's. */
const longestCall = 200;

export function looseFault({ kind, error }: LooseError, sources: LearnerSources): Fault {
  const location = sources.locate(stackOf(error));
  const [faultKind, message] = {
    rejection: ['unhandled', `A promise was rejected while nothing was there to handle it: ${described(error)}`],
    exception: ['unhandled', `An error went uncaught: ${described(error)}`],
    exit: ['crash', `Your code called ${(errorOf(error)?.message ?? 'process.exit()').slice(0, longestCall)}.`],
  }[kind] as [Fault['kind'], string];
  return { kind: faultKind, message, why: 'This ends the whole program.', ...(location && { location }) };
}

export function thrownFault(error: unknown, sources: LearnerSources): Fault {
  if (isOurs(error, MissingExport)) return error.fault;
  const location = sources.locate(stackOf(error));
  return { kind: 'crash', message: `Your code threw: ${described(error)}`, ...(location && { location }) };
}
