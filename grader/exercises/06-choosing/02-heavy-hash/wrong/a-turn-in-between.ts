// blocked-loop in "a night takes all cores, and the desks stay open"
// lets the loop turn after each key; one alone takes half a second
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deriveKey, type Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], _cores: number): Promise<string[]> {
  const keys: string[] = [];
  for (const branch of branches) {
    keys.push(deriveKey(branch));
    await nextTurn();
  }
  return keys;
}
