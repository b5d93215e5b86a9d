// deadlock: the caller counts as one of those at work, so that a limit of 1 leaves nobody
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index] as Item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  let free = limit - 1;
  await new Promise<void>((resolve, reject) => {
    if (items.length === 0) resolve();
    for (; free > 0; free -= 1) {
      worker().then(() => {
        if (results.filter(() => true).length === items.length) resolve();
      }, reject);
    }
  });
  return results;
}
