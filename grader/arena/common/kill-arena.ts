import { killAll, othersOfThisRun } from './marked-processes.ts';

// Captured before any of the learner's code is loaded.
const { pid, platform } = process;

/**
 * Ends this process, the arena, and all that the learner's code has started. Called when the judge is gone, as
 * nothing else would tidy up.
 */
export function killArena(): void {
  // A process that left the group, or lost its parent, is found by the mark.
  killAll(othersOfThisRun());
  // The arena leads its group, except in a sandbox, where nothing outlives it.
  killAll(platform === 'win32' ? [pid] : [-pid, pid]);
}
