// blocked-loop: yields while it adds up, but has priced all trips before
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const prices = trips.map((trip) => ({ rider: trip.rider, cents: priceOf(trip) }));
  for (const [index, { rider, cents }] of prices.entries()) {
    bills.set(rider, (bills.get(rider) ?? 0) + cents);
    if (index % 50 === 49) await nextTurn();
  }
  return bills;
}
