import { priceOf, type Trip } from './tariff.ts';

const sliceMs = 10;

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  let since = performance.now();
  for (const trip of trips) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (performance.now() - since >= sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  }
  return bills;
}
