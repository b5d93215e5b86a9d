// wrong-result in "two settlements do not disturb each other"
// remembers what a trip has cost, though the tariff may have changed since
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

const prices = new WeakMap<Trip, number>();

function price(trip: Trip): number {
  const cents = prices.get(trip) ?? priceOf(trip);
  prices.set(trip, cents);
  return cents;
}

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const bills = new Map<string, number>();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + price(trip));
    if (index % 50 === 49) await nextTurn();
  }
  return bills;
}
