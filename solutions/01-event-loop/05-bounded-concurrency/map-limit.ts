/** Calls `work` for each item, at most `limit` at a time. Resolves to the results in the items' order. */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = entriesOf(items);

  // `limit` workers share *one* queue. Whoever is done takes the next item, so no place is empty as
  // long as items are left, and nobody has to count how many are under way.
  async function worker(): Promise<void> {
    for (const [index, item] of queue) results[index] = await work(item);
    // A loop that is left by an error closes its generator. The others find the queue at its end.
  }

  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

/** An array's own iterator cannot be closed; a generator can. */
function* entriesOf<Item>(items: readonly Item[]): Generator<[number, Item], void> {
  yield* items.entries();
}
