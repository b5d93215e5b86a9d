// over-serialised: keeps room for twice the limit, so a slow item in front holds up those far behind
export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    const done = new Set<number>();
    let next = 0;
    let oldest = 0;
    let underWay = 0;
    const fill = (): void => {
      while (done.delete(oldest)) oldest += 1;
      if (oldest === items.length) resolve(results);
      while (underWay < limit && next < Math.min(items.length, oldest + 2 * limit)) {
        const index = next++;
        underWay += 1;
        work(items[index] as Item).then(
          (result) => {
            results[index] = result;
            done.add(index);
            underWay -= 1;
            fill();
          },
          (error: unknown) => {
            next = Infinity;
            reject(error);
          },
        );
      }
    };
    fill();
  });
}
