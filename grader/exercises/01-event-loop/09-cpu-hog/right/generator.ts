import { priceOf, type Trip } from './tariff.ts';

type Bills = Map<string, number>;

/** The computation knows nothing of the loop: it only says where it can be interrupted. */
function* settling(trips: readonly Trip[]): Generator<void, Bills> {
  const bills: Bills = new Map();
  for (const [index, trip] of trips.entries()) {
    bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
    if (index % 40 === 39) yield;
  }
  return bills;
}

export function settle(trips: readonly Trip[]): Promise<Bills> {
  const work = settling(trips);
  return new Promise((resolve, reject) => {
    const step = (): void => {
      try {
        const { done, value } = work.next();
        if (done) resolve(value);
        else setImmediate(step);
      } catch (error) {
        reject(error);
      }
    };
    step();
  });
}
