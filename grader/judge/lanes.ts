import { availableParallelism, freemem } from 'node:os';

/** Most that one lane can take, in bytes: the judge's process, the checks' process, and an arena at its limit. */
const laneBytes = 750 * 1024 * 1024;

/** How many attempts this machine can judge at once: one per core, as far as memory allows. */
export function lanesThatFit(): number {
  // 0 where nothing limits this process.
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const free = Math.min(freemem(), limit);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(free / laneBytes)));
}
