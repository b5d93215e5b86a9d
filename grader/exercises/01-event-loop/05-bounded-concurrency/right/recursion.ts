export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.map((item, index) => ({ item, index }));
  const take = (): Promise<void> => {
    const next = left.shift();
    if (next === undefined) return Promise.resolve();
    return work(next.item).then(
      (result) => {
        results[next.index] = result;
        return take();
      },
      (error: unknown) => {
        left.length = 0;
        throw error;
      },
    );
  };
  return Promise.all(Array.from({ length: limit }, take)).then(() => results);
}
