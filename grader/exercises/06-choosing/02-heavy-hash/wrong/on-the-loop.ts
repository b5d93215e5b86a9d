// blocked-loop in "a night takes all cores, and the desks stay open"
// wraps it in an async function, and takes that for asynchronous
import { deriveKey, type Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], _cores: number): Promise<string[]> {
  return await Promise.all(branches.map(async (branch) => deriveKey(branch)));
}
