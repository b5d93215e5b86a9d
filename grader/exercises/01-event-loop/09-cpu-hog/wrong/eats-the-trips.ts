// wrong-result: uses the caller's list as its queue
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const queue = trips as Trip[];
  while (queue.length > 0) {
    for (const trip of queue.splice(0, 100)) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    await nextTurn();
  }
  return bills;
}
