// unhandled in "after an error nothing new begins"
// watches the calls with race; one that fails later has nobody left to listen
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const calls: Promise<Result>[] = [];
  const underWay = new Set<Promise<unknown>>();
  for (const item of items) {
    if (underWay.size >= limit) await Promise.race(underWay);
    const call = work(item);
    calls.push(call);
    const watched = call.finally(() => underWay.delete(watched));
    underWay.add(watched);
  }
  return Promise.all(calls);
}
