import { checks, counted, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const mostTrips = 100;
/** Code that looks at the clock after each trip may be a few trips late. */
const mostOnAverage = 1.3 * mostTrips;
/**
 * On a busy machine a timer may be due as soon as it is set, and then it fires in the same turn. That is nobody's
 * fault, and hardly ever happens twice in a row. Other ways to yield are not affected.
 */
const mostAtAll = ({ timer }: { timer: number }): number => (timer === 0 ? mostOnAverage : 3.3 * mostTrips);
const fewestTrips = 10;
const mostTurns = (trips: number): number => Math.ceil(trips / fewestTrips);
const longestTimer = 2;

async function nothingLeft(run: Conditions<{ left: string }>, when: string): Promise<void> {
  await run.equal('left', '', {
    kind: 'leak',
    message: ({ got }) => `${when}, and something was left behind: ${got}.`,
    expected: 'nothing that the event loop still has to serve',
  });
}

check('settling takes turns with everybody else', async ({ measure }) => {
  const run = await measure('month');
  await run.never(({ calls }) => calls === 0, {
    kind: 'wrong-result',
    message: 'priceOf from tariff.ts was never called.',
  });
  await run.atMost('elsewhere', 0, {
    message: ({ got }) => `Trips priced on another thread, which has a tariff of its own: ${got}.`,
    expected: 'everything on the thread that was asked',
  });
  await run.atMost('started', 0, { message: ({ got }) => `Threads started: ${got}.`, expected: 'none' });
  await run.never(({ untouched }) => !untouched, {
    kind: 'wrong-result',
    message: 'The list of trips, which belongs to the caller, was changed.',
    expected: 'the same trips in the same order afterwards',
    got: 'another list',
  });
  await run.never((seen) => seen.mostInOneTurn > mostAtAll(seen) && seen, {
    kind: 'blocked-loop',
    message: ({ mostInOneTurn }) =>
      `priceOf was called ${counted(mostInOneTurn, 'time')} within one turn of the event loop.`,
    expected: `at most about ${mostTrips} trips between two turns`,
    got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
  });
  await run.never(({ calls, turns }) => calls / turns > mostOnAverage, {
    kind: 'blocked-loop',
    message: `priceOf was called more than ${mostOnAverage} times within a turn of the event loop, on average.`,
    expected: `at most about ${mostTrips} trips between two turns`,
    got: 'more',
  });
  await run.never(({ turns, trips }) => turns > mostTurns(trips) && { trips }, {
    kind: 'over-serialised',
    message: ({ trips }) =>
      `Settling ${counted(trips, 'trip')} took more than ${mostTurns(trips)} turns of the event loop.`,
    expected: `at least ${fewestTrips} trips to a turn, on average`,
    got: 'fewer',
  });
  await run.atMost('timer', longestTimer, {
    kind: 'over-serialised',
    message: ({ got }) => `Settling set a timer of ${got} ms.`,
    expected: `no timer of more than ${longestTimer} ms`,
    got: ({ got }) => `${got} ms`,
  });
  await run.never(({ calls, once, trips }) => !(calls === trips && once === trips) && { calls, once, trips }, {
    kind: 'wrong-result',
    message: ({ calls, once, trips }) =>
      once < trips
        ? `Trips that were never priced: ${trips - once} of ${trips.toLocaleString('en-US')}.`
        : `priceOf was called ${counted(calls, 'time')} for ${counted(trips, 'trip')}.`,
    expected: ({ trips }) => `${counted(trips, 'trip')}, one call of priceOf each`,
    got: ({ once, calls }) => `${counted(calls, 'call')}, for ${counted(once, 'different trip')}`,
  });
  await run.equal('bills', ({ expected }) => expected, { message: 'Every trip was priced, but the bills are wrong.' });
  await nothingLeft(run, 'The bills were there');
});

check('a month without trips has no bills', async ({ measure }) => {
  const run = await measure('quiet');
  await run.never(({ bills }) => bills === null, {
    kind: 'wrong-result',
    message: 'There were no trips, and settle did not resolve to a Map.',
    expected: 'an empty Map',
    got: 'something else',
  });
  await run.equal('bills', {}, { message: 'Nobody has made a trip, and somebody got a bill.' });
});

const jam = 'RangeError: the counter has jammed';

async function rejects(run: Conditions<{ threw: boolean; state: string; text: string }>): Promise<void> {
  await run.never(({ threw }) => !threw, {
    kind: 'wrong-result',
    message: 'priceOf throws for one of the trips. settle came to its end, and had not called priceOf for that trip.',
    expected: `a call of priceOf for it, and a rejection with ${jam}`,
  });
  await run.never(({ state }) => state === 'thrown', {
    kind: 'wrong-result',
    message: 'priceOf threw, and so did settle: there was no promise to reject.',
    expected: `a rejection with ${jam}`,
  });
  await run.never(({ state }) => state === 'fulfilled', {
    kind: 'wrong-result',
    message: 'priceOf threw, and settle resolved.',
    expected: `a rejection with ${jam}`,
  });
  await run.equal('text', jam, { message: ({ got }) => `priceOf threw ${jam}, and settle rejected with ${got}.` });
}

check('a trip without a price ends the settlement', async ({ measure }) => {
  const run = await measure('unpriced');
  await rejects(run);
  await run.never(({ later }) => later !== 0, {
    kind: 'leak',
    message: 'priceOf threw, and was called again after that.',
    expected: 'the call that throws is the last',
  });
  await nothingLeft(run, 'The settlement had failed');
  await run.equal('bills', ({ expected }) => expected, {
    message: 'A settlement had failed, and the bills of the next one were wrong.',
  });
  await rejects(await measure('unpricedAtOnce'));
});

check('two settlements do not disturb each other', async ({ measure }) => {
  const run = await measure('twice');
  await run.equal('bills', ({ expected }) => expected, {
    message: 'Two settlements were under way at the same time, and the bills are wrong.',
  });
  await run.equal('calls', ({ trips }) => trips, {
    message: ({ got }) => `Two settlements of 400 trips each called priceOf ${got} times.`,
    expected: ({ expected }) => `${expected} calls of priceOf`,
  });
  // On a busy machine the timers of both settlements may be due one after the other, all in one turn of the loop.
  const untimed = run.where(({ timer }) => timer === 0);
  await untimed.never((seen) => seen.mostInOneTurn > 2 * mostOnAverage && seen, {
    kind: 'blocked-loop',
    message: ({ mostInOneTurn }) =>
      `Two settlements of 400 trips each called priceOf ${counted(mostInOneTurn, 'time')} within one turn of the event loop.`,
    expected: `at most about ${mostTrips} trips of each between two turns`,
    got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
  });
});
