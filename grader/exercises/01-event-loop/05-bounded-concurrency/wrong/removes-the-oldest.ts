// wrong-result in "two at a time: each cover once, in its place"
// somebody has finished, and it takes for granted that it was the first
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const calls: Promise<Result>[] = [];
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    if (underWay.length >= limit) {
      await Promise.race(underWay);
      underWay.shift();
    }
    const call = work(item);
    calls.push(call);
    underWay.push(call);
  }
  return Promise.all(calls);
}
