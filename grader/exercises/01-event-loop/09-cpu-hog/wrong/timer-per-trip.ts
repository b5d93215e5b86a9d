// over-serialised: a timer after each trip; waiting takes ten times as long as pricing
import { setTimeout as wait } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const trip of trips) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    await wait(0);
  }
  return bills;
}
