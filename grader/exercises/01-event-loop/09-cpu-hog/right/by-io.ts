import { stat } from 'node:fs/promises';
import { priceOf, type Trip } from './tariff.ts';

/** Any answer of the system comes by the loop. */
export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    if (index % 75 === 74) await stat('.');
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  }
  return bills;
}
