import type { Dependent } from '../../../explore/model.ts';

/**
 * What one turn touched, by name. `everything` is the footprint of code that may touch what was not declared: its
 * turn depends on all others.
 */
export type Footprint = 'everything' | { readonly reads: readonly string[]; readonly writes: readonly string[] };

export const nothing: Footprint = { reads: [], writes: [] };

/** Whether two turns must not be swapped: one writes what the other reads or writes. */
export const dependent: Dependent<Footprint> = (a, b) => {
  if (a === 'everything' || b === 'everything') return true;
  return meet(a.writes, b.writes) || meet(a.writes, b.reads) || meet(a.reads, b.writes);
};

/** The footprint of a turn that touched both. */
export function joined(a: Footprint, b: Footprint): Footprint {
  if (a === 'everything' || b === 'everything') return 'everything';
  return { reads: [...a.reads, ...b.reads], writes: [...a.writes, ...b.writes] };
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((name) => b.includes(name));
}
