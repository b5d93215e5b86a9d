// deadlock in "after an error nothing new begins"
// stops when a call fails, and tells nobody
export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve) => {
    const results: Result[] = [];
    let next = 0;
    let done = 0;
    const start = (): void => {
      if (next >= items.length) return;
      const index = next++;
      work(items[index] as Item).then(
        (result) => {
          results[index] = result;
          done += 1;
          if (done === items.length) resolve(results);
          start();
        },
        (error: unknown) => {
          console.error(error);
          next = Infinity;
        },
      );
    };
    if (items.length === 0) resolve(results);
    for (let place = 0; place < limit; place += 1) start();
  });
}
