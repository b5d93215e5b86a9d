import { EventEmitter, once } from 'node:events';

/** A place that becomes free is an event. Rejects when all that is under way has settled. */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const desk = new EventEmitter();
  const results: Result[] = [];
  const errors: unknown[] = [];
  const places = { free: limit };
  const fetch = async (index: number, item: Item): Promise<void> => {
    try {
      results[index] = await work(item);
    } catch (error) {
      errors.push(error);
    }
    places.free += 1;
    desk.emit('free');
  };
  for (const [index, item] of items.entries()) {
    if (places.free === 0) await once(desk, 'free');
    if (errors.length > 0) break;
    places.free -= 1;
    void fetch(index, item);
  }
  while (places.free < limit) await once(desk, 'free');
  if (errors.length > 0) throw errors[0];
  return results;
}
