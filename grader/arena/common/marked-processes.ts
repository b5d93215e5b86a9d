import { readdirSync, readFileSync } from 'node:fs';

/*
 * All that a run starts inherits a mark in its environment. It leads to processes that left the arena's
 * process group (`detached`), or whose parent is gone.
 */

export const markVariable = 'RACELINGS_RUN';

// Captured before any of the learner's code is loaded.
const { pid: ownPid } = process;
const kill = process.kill.bind(process);
const ownMark = process.env[markVariable];

/** Ids of the running processes that were started with this mark; empty where the system does not say (not Linux). */
export function markedProcesses(mark: string): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isMarked(name, mark))
    .map(Number);
}

/** The other processes of the run that the calling process belongs to. */
export const othersOfThisRun = (): readonly number[] =>
  ownMark === undefined ? [] : markedProcesses(ownMark).filter((pid) => pid !== ownPid);

export function killAll(processes: readonly number[]): void {
  for (const pid of processes) {
    try {
      kill(pid, 'SIGKILL');
    } catch {
      // Already gone, or not our group.
    }
  }
}

function isMarked(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${markVariable}=${mark}\0`);
  } catch {
    // Another user's process, or already gone.
    return false;
  }
}
