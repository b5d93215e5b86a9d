import { priceOf, type Trip } from './tariff.ts';

export function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  const rest = trips.values();
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      try {
        for (let count = 0; count < 90; count += 1) {
          const { value: trip, done } = rest.next();
          if (done) {
            clearInterval(timer);
            return resolve(bills);
          }
          bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
        }
      } catch (error) {
        clearInterval(timer);
        reject(error);
      }
    });
  });
}
