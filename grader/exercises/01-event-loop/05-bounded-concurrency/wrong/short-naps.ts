// over-serialised in "no place stays empty as long as covers are left"
// naps for a millisecond until a place is free; that is soon, but not as soon as it is
import { setTimeout as wait } from 'node:timers/promises';

export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const errors: unknown[] = [];
  let underWay = 0;
  for (const [index, item] of items.entries()) {
    while (underWay >= limit) await wait(1);
    if (errors.length > 0) break;
    underWay += 1;
    work(item)
      .then(
        (result) => (results[index] = result),
        (error: unknown) => errors.push(error),
      )
      .finally(() => (underWay -= 1));
  }
  while (underWay > 0) await wait(1);
  if (errors.length > 0) throw errors[0];
  return results;
}
