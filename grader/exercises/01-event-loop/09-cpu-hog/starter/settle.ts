import { priceOf, type Trip } from './tariff.ts';

/** What every rider owes for these trips, in cents. */
export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const trip of trips) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    // TODO: everybody else should get their turn here. Why don't they?
    await Promise.resolve();
  }
  return bills;
}
