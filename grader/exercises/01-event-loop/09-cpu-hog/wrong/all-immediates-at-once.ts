// blocked-loop in "settling takes turns with everybody else"
// hands over all chunks at once, and they run in one step of the loop
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const chunks: Promise<void>[] = [];
  for (let from = 0; from < trips.length; from += 50) {
    const chunk = trips.slice(from, from + 50);
    chunks.push(
      new Promise((resolve, reject) => {
        setImmediate(() => {
          try {
            for (const trip of chunk) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      }),
    );
  }
  await Promise.all(chunks);
  return bills;
}
