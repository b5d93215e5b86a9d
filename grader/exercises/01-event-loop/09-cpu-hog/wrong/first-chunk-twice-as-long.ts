// blocked-loop: keeps the loop from turning before the first trip, and skips the first real turn with it
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    if (index > 100 && index % 100 === 0) await nextTurn();
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  }
  return bills;
}
