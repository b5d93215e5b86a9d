import type { NoReturn } from '../verdict/timeline.ts';

/** Stands before the step after which this failure can no longer be avoided. */
export const noReturnText = ({ instead }: NoReturn): string =>
  `up to here this could still be avoided, if ${instead} came next`;
