// wrong-result in "an item is an item, and a result a result, whatever they are"
// takes items as long as there is one, and 0 looks like none
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const queue = [...items];
  const calls: Promise<Result>[] = [];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const call = work(item);
      calls.push(call);
      await call.catch((error: unknown) => {
        queue.length = 0;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return Promise.all(calls);
}
