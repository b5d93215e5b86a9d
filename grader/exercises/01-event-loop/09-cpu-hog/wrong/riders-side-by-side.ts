// blocked-loop in "settling takes turns with everybody else"
// a task for each rider, each of which yields; together they take the turn of everybody
import { setImmediate as nextTurn } from 'node:timers/promises';
import { priceOf, type Trip } from './tariff.ts';

export async function settle(trips: readonly Trip[]): Promise<Map<string, number>> {
  const riders = [...new Set(trips.map(({ rider }) => rider))];
  const bills = riders.map(async (rider): Promise<[string, number]> => {
    let cents = 0;
    for (const [index, trip] of trips.filter((each) => each.rider === rider).entries()) {
      cents += priceOf(trip);
      if (index % 100 === 99) await nextTurn();
    }
    return [rider, cents];
  });
  return new Map(await Promise.all(bills));
}
