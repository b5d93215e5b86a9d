import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const mostTrips = 100;
/** Who looks at the clock after each trip may be a few trips late. */
const mostOnAverage = 1.3 * mostTrips;
/**
 * On a busy machine a timer may be due as soon as it is set, and then it fires in the same turn. That
 * is nobody's fault, and it hardly ever happens twice in a row. Nothing else does.
 */
const mostAtAll = ({ timer }: { timer: number }): number => (timer === 0 ? mostOnAverage : 3.3 * mostTrips);
const fewestTrips = 10;
const mostTurns = (trips: number): number => Math.ceil(trips / fewestTrips);
const longestTimer = 2;

check('settling takes turns with everybody else', async ({ measure }) => {
  const run = await measure('month');
  run.holds(({ calls }) => calls > 0, {
    kind: 'wrong-result',
    message: 'priceOf from tariff.ts was never called.',
    why: 'What a trip costs is decided by the accountants, in their function.',
  });
  run.holds(({ elsewhere, started }) => elsewhere === 0 && started === 0, {
    kind: 'wrong-result',
    message: 'Trips were priced on another thread, or a thread was started for them.',
    why: "A worker has its own copy of every module: it does not see this process' tariff change.",
    expected: 'everything on the thread that was asked',
    got: ({ elsewhere, started }) => `${started} thread(s) started, ${elsewhere} trip(s) priced there`,
  });
  run.holds(({ untouched }) => untouched, {
    kind: 'wrong-result',
    message: 'The list of trips was changed.',
    why: 'It belongs to the caller, and others may be reading it while you wait for your turn.',
    expected: 'the same trips in the same order afterwards',
    got: 'another list',
  });
  run.holds(
    ({ turns, trips, timer, mostInOneTurn }) => trips / turns <= mostOnAverage && mostInOneTurn <= mostAtAll({ timer }),
    {
      kind: 'blocked-loop',
      message: ({ mostInOneTurn, trips }) =>
        `${mostInOneTurn} of ${trips} trips were priced within one turn of the event loop.`,
      why: 'Whoever wants a timer, a request or a file is served when the loop comes round. Not before.',
      expected: `some ${mostTrips} trips between two turns, at most`,
      got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
    },
  );
  run.holds(({ turns, trips }) => turns <= mostTurns(trips), {
    kind: 'over-serialised',
    message: ({ trips }) => `Settling ${trips} trips took more than ${mostTurns(trips)} turns of the event loop.`,
    why: 'A turn is not free: the loop looks at all its timers and asks the system about all I/O.',
    expected: `at least ${fewestTrips} trips to a turn, on average`,
    got: 'fewer',
  });
  run.holds(({ timer }) => timer <= longestTimer, {
    kind: 'over-serialised',
    message: ({ timer }) => `Settling set a timer of ${timer} ms.`,
    why: 'Until it fires nothing is priced, even if nobody else has anything to do.',
    expected: `no timer of more than ${longestTimer} ms`,
    got: ({ timer }) => `${timer} ms`,
  });
  run.holds(({ calls, once, trips }) => calls === trips && once === trips, {
    kind: 'wrong-result',
    message: 'Not every trip was priced exactly once.',
    expected: ({ trips }) => `${trips} trips, one call of priceOf each`,
    got: ({ once, calls }) => `${calls} call(s), for ${once} different trip(s)`,
  });
  run.holds(({ bills, expected }) => isDeepStrictEqual(bills, expected), {
    kind: 'wrong-result',
    message: 'Every trip was priced, but the bills are wrong.',
    expected: ({ expected }) => JSON.stringify(expected),
    got: ({ bills }) => JSON.stringify(bills),
  });
  run.holds(({ left }) => left === '', {
    kind: 'leak',
    message: ({ left }) => `The bills were there, and something was left behind: ${left}.`,
    why: 'It keeps the process alive, and every settlement adds another.',
    expected: 'nothing that the event loop still has to serve',
    got: ({ left }) => left,
  });
});

check('a month without trips has no bills', async ({ measure }) => {
  const run = await measure('quiet');
  run.holds(({ bills }) => Object.keys(bills).length === 0, {
    kind: 'wrong-result',
    message: 'Nobody has made a trip, and somebody got a bill.',
    expected: 'an empty Map',
    got: ({ bills }) => JSON.stringify(bills),
  });
});

type End = { state: string; text: string };

const jammed = ({ state, text }: End): boolean => state === 'rejected' && text === 'RangeError: the counter has jammed';

const untold = {
  kind: 'wrong-result',
  message: ({ state }) =>
    state === 'thrown'
      ? 'priceOf threw, and so did settle: there was no promise to reject.'
      : 'priceOf threw, and the caller was not told.',
  why: ({ state }) =>
    state === 'thrown'
      ? 'Who calls `settle(trips).catch(…)` does not catch what the call itself throws.'
      : 'Bills that lack a trip look like any others.',
  expected: 'a rejection with RangeError: the counter has jammed',
  got: ({ state, text }) => ({ rejected: `a rejection with ${text}`, thrown: `thrown: ${text}` })[state] ?? 'a result',
} satisfies Judgement<End>;

check('a trip without a price ends the settlement', async ({ measure }) => {
  const run = await measure('unpriced');
  run.holds(jammed, untold);
  run.holds(({ later }) => later === 0, {
    kind: 'leak',
    message: 'After the error more trips were priced.',
    why: 'The caller has been told that it failed; nobody will ever see these prices.',
    expected: 'the trip without a price is the last',
    got: 'later trips were priced, too',
  });
  run.holds(({ left }) => left === '', {
    kind: 'leak',
    message: ({ left }) => `The settlement had failed, and something was left behind: ${left}.`,
    why: 'An error leaves by another way than a result; what has to be closed is passed by.',
    expected: 'nothing',
    got: ({ left }) => left,
  });
  run.holds(({ bills, expected }) => isDeepStrictEqual(bills, expected), {
    kind: 'wrong-result',
    message: 'A settlement had failed, and the bills of the next one were wrong.',
    expected: ({ expected }) => JSON.stringify(expected),
    got: ({ bills }) => JSON.stringify(bills),
  });
  const atOnce = await measure('unpricedAtOnce');
  atOnce.holds(jammed, untold);
});

check('two settlements do not disturb each other', async ({ measure }) => {
  const run = await measure('twice');
  run.holds(({ bills, expected }) => isDeepStrictEqual(bills, expected), {
    kind: 'wrong-result',
    message: 'Two settlements were under way at the same time, and the bills are wrong.',
    why: 'Each turn that one of them gives away may be taken by the other.',
    expected: ({ expected }) => JSON.stringify(expected),
    got: ({ bills }) => JSON.stringify(bills),
  });
  run.holds(({ calls, trips }) => calls === trips, {
    kind: 'wrong-result',
    message: 'Some trips were in both settlements, and were not priced once in each.',
    why: 'The tariff may change at any time: what a trip has cost somebody else is no price.',
    expected: ({ trips }) => `${trips} calls of priceOf`,
    got: ({ calls }) => `${calls}`,
  });
  run.holds(({ timer, mostInOneTurn }) => mostInOneTurn <= 2 * mostAtAll({ timer }), {
    kind: 'blocked-loop',
    message: ({ mostInOneTurn }) => `Two settlements priced ${mostInOneTurn} trips within one turn of the event loop.`,
    why: 'Others have to get their turn from each settlement, be it a short one, and whoever else is at work.',
    expected: `some ${mostTrips} trips of each between two turns, at most`,
    got: ({ mostInOneTurn }) => `${mostInOneTurn} in a row`,
  });
});
