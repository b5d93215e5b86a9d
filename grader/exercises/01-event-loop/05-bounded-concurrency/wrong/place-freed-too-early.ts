// wrong-result in "one at a time: each cover once, in its place"
// returns the promise from "try", so that "finally" frees the place before it settles
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const waiting: (() => void)[] = [];
  let free = limit;
  let failed = false;
  const call = async (item: Item): Promise<Result> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((wake) => waiting.push(wake));
    if (failed) throw new Error('given up');
    try {
      return work(item);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
  return Promise.all(items.map(call));
}
