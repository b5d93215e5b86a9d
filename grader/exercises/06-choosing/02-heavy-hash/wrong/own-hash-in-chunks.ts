// wrong-result in "a night takes all cores, and the desks stay open"
// copies the auditors' function, to interrupt it; on the main thread all the same
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Branch } from './derive.ts';

export async function deriveKeys(branches: readonly Branch[], _cores: number): Promise<string[]> {
  return await Promise.all(branches.map(derive));
}

async function derive({ id, phrase, rounds }: Branch): Promise<string> {
  if (phrase === '') throw new Error(`branch ${id} has no phrase`);
  let key = 0x811c9dc5;
  for (let round = 0; round < rounds; round += 1) {
    key = Math.imul(key ^ phrase.charCodeAt(round % phrase.length), 0x01000193);
    key ^= key >>> 15;
    if (round % 5000 === 0) await nextTurn();
  }
  return (key >>> 0).toString(16).padStart(8, '0');
}
