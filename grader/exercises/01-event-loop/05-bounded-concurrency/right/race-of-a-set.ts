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
    // Should it fail when nobody races any more, that is no news.
    call.catch(() => {});
    underWay.add(call);
  }
  await Promise.all(underWay);
  return results;
}
