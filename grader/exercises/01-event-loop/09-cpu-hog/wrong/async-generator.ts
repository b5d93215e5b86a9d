// blocked-loop in "settling takes turns with everybody else"
// takes for await over a generator for something that pauses
import { priceOf, type Trip } from './tariff.ts';

async function* priced(trips: readonly Trip[]): AsyncGenerator<[string, number]> {
  for (const trip of trips) yield [trip.rider, priceOf(trip)];
}

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for await (const [rider, cents] of priced(trips)) bills.set(rider, (bills.get(rider) ?? 0) + cents);
  return bills;
}
