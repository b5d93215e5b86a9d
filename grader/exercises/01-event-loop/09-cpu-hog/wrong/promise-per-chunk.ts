// blocked-loop in "settling takes turns with everybody else"
// works in chunks, with a settled promise between them: still microtasks
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (let from = 0; from < trips.length; from += 50) {
    for (const trip of trips.slice(from, from + 50)) {
      bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    }
    await new Promise<void>((resolve) => resolve());
  }
  return bills;
}
