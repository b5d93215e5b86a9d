// race in "a second error goes nowhere"
// waits for all, and reports the error of the first item that has one
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const outcomes: PromiseSettledResult<Result>[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      const [outcome] = await Promise.allSettled([work(items[index] as Item)]);
      outcomes[index] = outcome;
      failed ||= outcome.status === 'rejected';
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
