import { markedProcesses, markVariable } from './marked-processes.ts';

// Captured before any of the learner's code is there.
const { pid, platform } = process;
const kill = process.kill.bind(process);
const mark = process.env[markVariable];

/**
 * Ends this process, the arena, with all that the learner's code has started. For when the judge has gone:
 * nobody else would tidy up then.
 */
export function killArena(): void {
  // Who left the group, or whose parent has gone, is found by the mark.
  for (const other of mark === undefined ? [] : markedProcesses(mark)) if (other !== pid) attempt(other);
  // The arena leads its group, but for one in a sandbox, which nothing of it outlives.
  if (platform !== 'win32') attempt(-pid);
  attempt(pid);
}

function attempt(target: number): void {
  try {
    kill(target, 'SIGKILL');
  } catch {
    // Gone already, or no group of ours.
  }
}
