// over-serialised in "two at a time: each cover once, in its place"
// a sliding window; nobody may begin before the oldest has settled
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const window: Promise<Result>[] = [];
  for (const item of items) {
    if (window.length >= limit) results.push(await (window.shift() as Promise<Result>));
    window.push(work(item));
  }
  results.push(...(await Promise.all(window)));
  return results;
}
