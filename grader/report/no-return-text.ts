import type { NoReturn } from '../verdict/timeline.ts';

/** The text before the step after which the run could no longer end well. */
export const noReturnText = ({ instead }: NoReturn): string =>
  `up to here this could still be avoided, if ${instead} came next`;
