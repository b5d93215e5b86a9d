import type { Identity } from './exercise.ts';
import { standingOf, type Progress } from './progress.ts';

/** The learner's place: where they were, else the first exercise that has not passed. */
export const currentExercise = <T extends Identity>(exercises: readonly T[], progress: Progress): T | undefined =>
  exercises.find(({ id }) => id === progress.current) ?? nextPending(exercises, progress) ?? exercises[0];

/** The next exercise after `from` that has not passed; from the start again after the last one. */
export const nextPending = <T extends Identity>(
  exercises: readonly T[],
  progress: Progress,
  from?: Identity,
): T | undefined => {
  const start = exercises.findIndex(({ id }) => id === from?.id) + 1;
  const round = [...exercises.slice(start), ...exercises.slice(0, start)];
  return round.find(({ id }) => id !== from?.id && standingOf(progress, id).passed === undefined);
};
