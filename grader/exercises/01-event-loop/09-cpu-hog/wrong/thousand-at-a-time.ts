// blocked-loop: a chunk so large that a hundred milliseconds go by
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (index % 1000 === 999) await nextTurn();
  }
  return bills;
}
