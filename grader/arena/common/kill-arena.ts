import { killAll, othersOfThisRun } from './marked-processes.ts';

// Captured before any of the learner's code is there.
const { pid, platform } = process;

/**
 * Ends this process, the arena, with all that the learner's code has started. For when the judge has gone:
 * nobody else would tidy up then.
 */
export function killArena(): void {
  // Who left the group, or whose parent has gone, is found by the mark.
  killAll(othersOfThisRun());
  // The arena leads its group, but for one in a sandbox, which nothing of it outlives.
  killAll(platform === 'win32' ? [pid] : [-pid, pid]);
}
