// unhandled: awaits what is still under way one by one; while it waits for the first, a later one may fail
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const underWay = new Set<Promise<void>>();
  for (const [index, item] of items.entries()) {
    if (underWay.size >= limit) await Promise.race(underWay);
    const call: Promise<void> = work(item).then((result) => {
      results[index] = result;
      underWay.delete(call);
    });
    underWay.add(call);
  }
  for (const call of underWay) await call;
  return results;
}
