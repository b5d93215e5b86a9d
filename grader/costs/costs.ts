import type { CostFigures } from '../report/costs.ts';

/** What one run of an answer cost, with all of its threads and processes. */
export type Costs = CostFigures;

/** What a child process says of itself. */
export type ChildCosts = Pick<Costs, 'cpuMs' | 'memoryMb'> & { readonly pid: number };

/**
 * Prepares everything that is not to be measured.
 * @param load one of the answer's modules, by the name of its file
 * @returns the work to be measured
 */
export type Workload = (load: <Module>(file: string) => Promise<Module>) => Promise<() => Promise<unknown>>;

/**
 * Words of the memory in which a thread reports on all others: its looks so far; CPU time of the busiest, in
 * microseconds.
 */
export const threadsWord = { looks: 0, busiestUs: 1 } as const;

/** The environment variable that says where child processes write what they cost. */
export const childCostsFile = 'RACELINGS_COSTS';
