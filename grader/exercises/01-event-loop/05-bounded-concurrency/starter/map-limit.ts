/** Calls `work` for each item, at most `limit` at a time. Resolves to the results in the items' order. */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // TODO: never more than `limit`, as agreed. But why is it often only one?
  for (let start = 0; start < items.length; start += limit) {
    const batch = items.slice(start, start + limit);
    results.push(...(await Promise.all(batch.map((item) => work(item)))));
  }
  return results;
}
