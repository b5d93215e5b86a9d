import { setImmediate as nextTurn } from 'node:timers/promises';
import { deriveKey, type Branch } from './derive.ts';

/** Tonight's keys of all branches. */
export async function deriveKeys(branches: readonly Branch[], cores: number): Promise<string[]> {
  const keys: string[] = [];
  const rest = branches.entries();
  const lane = async (): Promise<void> => {
    // All lanes take from the same iterator.
    for (const [index, branch] of rest) {
      // TODO: as many lanes as cores, and only one core is busy. And the desks still wait for seconds.
      keys[index] = deriveKey(branch);
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: cores }, lane));
  return keys;
}
