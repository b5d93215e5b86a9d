import { readFileSync } from 'node:fs';

const pageSize = 4096;

/**
 * Resident memory of another process in bytes, or 0 where it can't be read (other systems than
 * Linux, or a process that is gone): there the arena's own lifeline watches the limit.
 */
export function residentBytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageSize;
  } catch {
    return 0;
  }
}
