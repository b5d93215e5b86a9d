// wrong-result in "one at a time: each cover once, in its place"
// uses the caller's array as its queue
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const queue = items as Item[];
  const calls: Promise<Result>[] = [];
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !failed; item = queue.shift()) {
      const call = work(item);
      calls.push(call);
      await call.catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return Promise.all(calls);
}
