// race in "two at a time: each cover once, in its place"
// resolves when the last item of the list is there, though others may still be under way
export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    let next = 0;
    let failed = false;
    const start = (): void => {
      if (next === items.length || failed) return;
      const index = next++;
      work(items[index] as Item).then(
        (result) => {
          results[index] = result;
          if (index === items.length - 1) resolve(results);
          start();
        },
        (error: unknown) => {
          failed = true;
          reject(error);
        },
      );
    };
    if (items.length === 0) resolve(results);
    for (let place = 0; place < limit; place += 1) start();
  });
}
