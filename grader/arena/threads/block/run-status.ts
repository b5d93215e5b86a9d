/**
 * How a run ended. `open`: it has not. `redundant`: all actors that could continue were asleep in the search.
 * `stuck`: some thread has not ended and none can continue. `endless`: the bound of steps was reached. `overflow`:
 * the trace is full. `diverged`: the plan could not be followed. `killed`: a thread was ended. `probed`: the run only
 * served to learn about a loop, and has to be made again. `hidden`: a thread waits for what is not visible.
 */
export const statuses = [
  'open',
  'complete',
  'stuck',
  'redundant',
  'endless',
  'overflow',
  'diverged',
  'killed',
  'probed',
  'hidden',
] as const;
export type RunStatus = (typeof statuses)[number];
