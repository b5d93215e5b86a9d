import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { real } from '../../../harness/scenario.ts';
import type * as Settle from '../../../../exercises/01-event-loop/09-cpu-hog/settle.ts';
import { priceOf, type Trip } from './starter/tariff.ts';

/** Riders choose their names, and one has chosen the name of a property that every object has. */
const riders = ['Aino', 'Bela', 'Chidi', 'Dana', 'valueOf'];

/** On the clock that a settlement can read, a trip takes as long as the brief says. */
const unitMs = 0.1;

function tripsFrom(first: number, count: number): readonly Trip[] {
  return Array.from({ length: count }, (_, index) => {
    const id = first + index;
    return { id, rider: riders[(id + Math.floor(id / 7)) % riders.length] ?? '', minutes: 3 + (id % 50), track: id };
  });
}

/** What riders owe, by the accountants' own function. */
function billsFor(trips: readonly Trip[]): Record<string, number> {
  const bills = new Map<string, number>();
  for (const trip of trips) bills.set(trip.rider, (bills.get(trip.rider) ?? 0) + priceOf(trip));
  return Object.fromEntries(bills);
}

/** The bills as plain data; any other result counts as no bills. */
const plain = (bills: unknown): Record<string, number> => (bills instanceof Map ? Object.fromEntries(bills) : {});

export const month = real(
  'the trips of a month',
  async ({ load, meter, resources, leftovers, threads, longestTimer }) => {
    const trips = tripsFrom(0, 2411);
    const handed = [...trips];
    const prices = meter({ unitMs });
    const { settle } = await load<typeof Settle>('settle.ts');
    const before = resources();
    // Begin right after the loop's I/O step: no more I/O comes in the same turn.
    await nextTurn();
    const bills = await settle(handed);
    const timer = longestTimer();
    const { started } = await threads();
    return {
      ...prices.onLoop(),
      trips: trips.length,
      calls: prices.count(),
      once: new Set(prices.calls().map(({ from }) => from)).size,
      elsewhere: prices.calls().filter(({ thread }) => thread !== 0).length,
      started,
      timer,
      untouched: isDeepStrictEqual(handed, trips),
      bills: plain(bills),
      expected: billsFor(trips),
      left: Object.keys(await leftovers(before)).join(', '),
    };
  },
);

export const quiet = real('a month without trips', async ({ load, meter }) => {
  meter({ unitMs });
  const { settle } = await load<typeof Settle>('settle.ts');
  const bills: unknown = await settle([]);
  return { bills: bills instanceof Map ? plain(bills) : null };
});

const failing = (failAt: number) =>
  real('a trip that has no price', async ({ load, meter, resources, leftovers }) => {
    const prices = meter({ unitMs, failAt });
    const { settle } = await load<typeof Settle>('settle.ts');
    const before = resources();
    const end = await ending(() => settle(tripsFrom(0, 1200)));
    const left = Object.keys(await leftovers(before)).join(', ');
    const priced = prices.calls().map(({ from }) => from);
    const failed = priced.indexOf(failAt);
    // Whatever the order, the trip without a price must be the last one priced.
    const later = failed === -1 ? 0 : priced.length - (failed + 1);
    const next = tripsFrom(2000, 150);
    return { ...end, threw: failed !== -1, later, left, bills: plain(await settle(next)), expected: billsFor(next) };
  });

export const unpriced = failing(777);
/** Among the trips that are priced before `settle` has returned, if it begins at once. */
export const unpricedAtOnce = failing(3);

/** How a settlement ended. */
async function ending(
  run: () => Promise<unknown>,
): Promise<{ state: 'fulfilled' | 'rejected' | 'thrown'; text: string }> {
  let settlement: Promise<unknown>;
  try {
    settlement = run();
  } catch (error) {
    return { state: 'thrown', text: String(error) };
  }
  return settlement.then(
    () => ({ state: 'fulfilled', text: '' }),
    (error: unknown) => ({ state: 'rejected', text: String(error) }),
  );
}

/** Half of the trips are in both: they are the same objects. */
export const twice = real('two settlements at the same time', async ({ load, meter, longestTimer }) => {
  const prices = meter({ unitMs });
  const { settle } = await load<typeof Settle>('settle.ts');
  const all = tripsFrom(5000, 600);
  const trips = [all.slice(0, 400), all.slice(200)];
  await nextTurn();
  const bills = await Promise.all(trips.map((each) => settle(each)));
  return {
    ...prices.onLoop(),
    timer: longestTimer(),
    calls: prices.count(),
    trips: 800,
    bills: bills.map(plain),
    expected: trips.map(billsFor),
  };
});
