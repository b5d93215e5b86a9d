import { readFileSync } from 'node:fs';
import { processTree } from '../arena/common/process-tree.ts';

const pageSize = 4096;

/**
 * Resident memory of another process in bytes, or 0 where it can't be read (other systems than Linux, or a process that
 * is gone): there the arena's own lifeline watches the limit.
 *
 * @param withChildren include its children: a sandbox's own process is small, and what counts runs inside
 */
export function residentBytes(pid: number | undefined, withChildren = false): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  const pids = withChildren ? [pid, ...processTree(pid)] : [pid];
  return pids.reduce((sum, each) => sum + residentOf(each), 0);
}

function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageSize;
  } catch {
    return 0;
  }
}
