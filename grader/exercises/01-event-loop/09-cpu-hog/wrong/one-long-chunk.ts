// blocked-loop: wraps it all in an async function, and nothing in it ever waits
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const trip of trips) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  return bills;
}
