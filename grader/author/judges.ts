import { availableParallelism } from 'node:os';
import { Judge } from '../judge/judge.ts';

/** More would wait for each other's memory rather than help. */
const maxJudges = 4;

/**
 * Does the work for each item, with as many judges at once as there are cores: a busy machine changes no
 * verdict. Rejects with the first that rejects.
 *
 * @param root of the clone
 * @returns the results, in the order of the items
 */
export async function withJudges<Item, Result>(
  root: string,
  items: readonly Item[],
  work: (item: Item, judge: Judge) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // One iterator for all: whoever is free takes the next item.
  const left = items.entries();
  const serve = async (): Promise<void> => {
    const judge = Judge.start(root);
    try {
      for (const [index, item] of left) results[index] = await work(item, judge);
    } finally {
      await judge.close();
    }
  };
  const judges = Math.min(maxJudges, availableParallelism(), items.length);
  await Promise.all(Array.from({ length: judges }, serve));
  return results;
}
