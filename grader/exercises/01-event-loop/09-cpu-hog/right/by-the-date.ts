import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  let since = new Date();
  for (const trip of trips) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (Number(new Date()) - since.getTime() < 6) continue;
    await nextTurn();
    since = new Date();
  }
  return bills;
}
