import { scheduler } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  let sinceYield = 0;
  for (const trip of trips) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    sinceYield += 1;
    if (sinceYield === 25) {
      await scheduler.yield();
      sinceYield = 0;
    }
  }
  return bills;
}
