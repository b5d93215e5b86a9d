// wrong-result in "an item is an item, and a result a result, whatever they are"
// looks up where an item belongs; the second of two equal ones lands on the first
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    while (queue.length > 0) {
      const item = queue.shift() as Item;
      try {
        results[items.indexOf(item)] = await work(item);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
