// wrong-result in "two at a time: each cover once, in its place"
// cuts the list into as many parts as there are places
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const size = Math.ceil(items.length / limit);
  const parts = Array.from({ length: limit }, (_, part) => items.slice(part * size, (part + 1) * size));
  const results = await Promise.all(
    parts.map(async (part) => {
      const own: Result[] = [];
      for (const item of part) own.push(await work(item));
      return own;
    }),
  );
  return results.flat();
}
