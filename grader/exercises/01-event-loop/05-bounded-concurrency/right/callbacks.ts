/** Counts what is under way; no async, no await. */
export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    let underWay = 0;
    let next = 0;
    const fill = (): void => {
      if (underWay === 0 && next >= items.length) resolve(results);
      while (underWay < limit && next < items.length) {
        const index = next++;
        underWay += 1;
        work(items[index] as Item).then(
          (result) => {
            results[index] = result;
            underWay -= 1;
            fill();
          },
          (error: unknown) => {
            // Nothing is left to be taken.
            next = Infinity;
            reject(error);
          },
        );
      }
    };
    fill();
  });
}
