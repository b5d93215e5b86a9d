// over-serialised in "no place stays empty as long as covers are left"
// looks every now and then whether a place is free
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const calls: Promise<Result>[] = [];
  let underWay = 0;
  let failed: { error: unknown } | undefined;
  for (const item of items) {
    while (underWay >= limit && failed === undefined) await new Promise((resolve) => setTimeout(resolve, 25));
    if (failed !== undefined) throw (failed as { error: unknown }).error;
    underWay += 1;
    const call = work(item);
    calls.push(call);
    call.then(
      () => (underWay -= 1),
      (error: unknown) => (failed ??= { error }),
    );
  }
  return Promise.all(calls);
}
