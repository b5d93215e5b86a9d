// wrong-result: waits when there are more than the limit: that is one too late
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const underWay = new Set<Promise<void>>();
  for (const [index, item] of items.entries()) {
    if (underWay.size > limit) await Promise.race(underWay);
    const call: Promise<void> = work(item).then((result) => {
      results[index] = result;
      underWay.delete(call);
    });
    underWay.add(call);
  }
  await Promise.all(underWay);
  return results;
}
