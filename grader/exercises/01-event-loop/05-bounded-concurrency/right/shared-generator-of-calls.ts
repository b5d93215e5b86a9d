/** The generator itself makes the calls, when a worker asks for the next one. */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  function* calls(): Generator<Promise<void>, void> {
    for (const [index, item] of items.entries()) {
      yield work(item).then((result) => void (results[index] = result));
    }
  }
  const queue = calls();
  const worker = async (): Promise<void> => {
    for (const call of queue) await call;
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
