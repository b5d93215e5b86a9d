// over-serialised in "two imports know nothing of each other"
// keeps the places in the module, where all imports share them
let underWay = 0;
const waiting: (() => void)[] = [];

export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  let failed = false;
  const call = async (item: Item): Promise<Result> => {
    if (underWay < limit) underWay += 1;
    else await new Promise<void>((wake) => waiting.push(wake));
    try {
      if (failed) throw new Error('given up');
      return await work(item);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else underWay -= 1;
    }
  };
  return Promise.all(items.map(call));
}
