import { availableParallelism } from 'node:os';
import type * as Keys from '../../../../exercises/06-choosing/02-heavy-hash/keys.ts';
import type { Workload } from '../../../costs/costs.ts';

export const prepare: Workload = async (load) => {
  const { deriveKeys } = await load<typeof Keys>('keys.ts');
  const branches = [9, 2, 3, 14, 4, 5, 10, 1].map((size, id) => ({
    id,
    phrase: `the bridge is closed, ${id}`,
    rounds: size * 5_000_000,
  }));
  return async () => deriveKeys(branches, availableParallelism());
};
