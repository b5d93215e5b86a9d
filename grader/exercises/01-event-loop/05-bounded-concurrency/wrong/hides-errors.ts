// wrong-result: one bad cover should not stop the others, so errors become holes
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      try {
        results[index] = await work(items[index] as Item);
      } catch (error) {
        console.error(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
