// stuck: a timer that does not keep the process alive; with nothing else to do, it never fires
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (index % 50 === 49) await new Promise<void>((resolve) => void setTimeout(resolve, 1).unref());
  }
  return bills;
}
