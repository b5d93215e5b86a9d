// wrong-result in "an item is an item, and a result a result, whatever they are"
// counts the promises that work returns, and takes one that it returns twice for one call
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const calls: Promise<Result>[] = [];
  const underWay = new Set<Promise<Result>>();
  for (const item of items) {
    if (underWay.size >= limit) await Promise.race(underWay);
    const call = work(item);
    calls.push(call);
    underWay.add(call);
    call.then(
      () => underWay.delete(call),
      () => {},
    );
  }
  return Promise.all(calls);
}
