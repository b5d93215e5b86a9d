// wrong-result in "one at a time: each cover once, in its place"
// starts everything at once, and only waits in groups
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const calls = items.map((item) => work(item));
  const results: Result[] = [];
  for (let start = 0; start < calls.length; start += limit) {
    results.push(...(await Promise.all(calls.slice(start, start + limit))));
  }
  return results;
}
