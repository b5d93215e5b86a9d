// over-serialised in "no place stays empty as long as covers are left"
// deals the items out beforehand, like cards; who is done early has nothing to do
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const worker = async (first: number): Promise<void> => {
    for (let index = first; index < items.length; index += limit) results[index] = await work(items[index] as Item);
  };
  await Promise.all(Array.from({ length: limit }, (_, first) => worker(first)));
  return results;
}
