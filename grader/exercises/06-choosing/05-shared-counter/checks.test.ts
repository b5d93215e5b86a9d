import { checks, counted, type Judgement, type Orders, type Result } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Bars = readonly number[] | null;

const told = (bars: Bars): string =>
  bars ? bars.map((lines, index) => `${index + 1}xx: ${lines}`).join(', ') : 'no array of five whole numbers';

const sum = (bars: readonly number[]): number => bars.reduce((all, lines) => all + lines, 0);

const isTooHigh = (got: Bars, bars: readonly number[]): boolean =>
  got !== null && got.some((lines, index) => lines > bars[index]!);

const noBars = {
  kind: 'wrong-result',
  message: 'current() did not return an array of five whole numbers.',
} satisfies Judgement<unknown>;

type Evening = {
  readonly bars: number[];
  readonly meanwhile: Bars;
  readonly afterNews: { readonly bars: Bars } | null;
  readonly atTheEnd: Bars;
  readonly waited: string[];
};

/** @param crew who counted: `Workers 0 and 1` */
async function judgeOrders(orders: Orders<Evening>, crew: string): Promise<void> {
  await orders.never(
    ({ meanwhile, afterNews, atTheEnd }) => !(meanwhile && atTheEnd) || (afterNews !== null && !afterNews.bars),
    noBars,
  );
  await orders.never((evening) => told(evening.atTheEnd) !== told(evening.bars) && evening, {
    kind: 'race',
    message: `${crew} had called end(), all reports had been received, and current() was wrong.`,
    expected: ({ bars }) => told(bars),
    got: ({ atTheEnd }) => told(atTheEnd),
  });
  await orders.never((evening) => isTooHigh(evening.meanwhile, evening.bars) && evening, {
    kind: 'race',
    message:
      'While the workers were at work, a bar of current() was too high: the logs do not have so many lines of that kind.',
    expected: ({ bars }) => `at most ${told(bars)}`,
    got: ({ meanwhile }) => told(meanwhile),
  });
  await orders.never(
    ({ bars, afterNews }) => afterNews && isTooHigh(afterNews.bars, bars) && { bars, got: afterNews.bars },
    {
      kind: 'race',
      message:
        'A message had been received, and a bar of current() was too high: the logs do not have so many lines of that kind.',
      expected: ({ bars }) => `at most ${told(bars)}`,
      got: ({ got }) => told(got),
    },
  );
  await orders.never(({ waited }) => waited.length > 0 && waited, {
    kind: 'over-serialised',
    message: (waits) => `Somebody waited: ${waits.join('; ')}.`,
    expected: 'nobody waits, neither to count nor to look',
    got: 'a wait',
  });
}

check('two workers lose no line', async ({ explore }) => {
  await judgeOrders(await explore('twoLines'), 'Workers 0 and 1');
  for (const number of [3, 4, 5, 6, 7] as const) {
    await judgeOrders(await explore('farApart', number), `Workers 0 and ${number}`);
  }
  await judgeOrders(await explore('fourLines'), 'Workers 0 and 1');
});

check('two workers lose no line when one has more of them', async ({ explore }) =>
  judgeOrders(await explore('threeAndOne'), 'Workers 0 and 1'),
);

check('three workers lose no line', async ({ explore }) =>
  judgeOrders(await explore('threeLogs'), 'Workers 0, 1 and 2'),
);

/** A look at the statistics; `counters` says which, if there are several: the one with that many counters. */
type Look = {
  readonly counters?: number;
  readonly lines: number;
  readonly mayLack: number;
  readonly bars: number[];
  readonly got: Bars;
};

const linesOf = (lines: number, counters?: number): string =>
  `${lines} lines${counters === undefined ? '' : ` of the one with ${counters} counters`}`;

/** Reports the first look that is wrong. */
async function judgeLooks(run: Result<{ looks: Look[] }>, scene: string): Promise<void> {
  await run.never(({ looks }) => looks.some(({ got }) => got === null), noBars);
  await run.never(({ looks }) => looks.find(({ got, bars }) => isTooHigh(got, bars)), {
    kind: 'wrong-result',
    message: ({ counters, lines }) => `${scene}. ${linesOf(lines, counters)} had been counted, and a bar was too high.`,
    expected: ({ bars }) => `at most ${told(bars)}`,
    got: ({ got }) => told(got),
  });
  await run.never(({ looks }) => looks.find(({ got, bars, mayLack }) => sum(bars) - sum(got ?? []) > mayLack), {
    kind: 'wrong-result',
    message: ({ counters, lines, got }) =>
      `${scene}. ${linesOf(lines, counters)} had been counted, and ${sum(got ?? [])} were on the wall.`,
    expected: ({ lines, mayLack }) => (mayLack === 0 ? `${lines}` : `at least ${lines - mayLack}`),
    got: ({ got }) => String(sum(got ?? [])),
  });
}

check('the wall keeps up, for few messages', async ({ measure }) => {
  const run = await measure('night');
  await run.never(
    ({ messages, mostMessages, ...rest }) => messages > mostMessages && { messages, mostMessages, ...rest },
    {
      kind: 'over-serialised',
      message: ({ messages, looks }) =>
        `For ${counted(looks.at(-1)?.lines ?? 0, 'line')} the threads sent each other ${counted(messages, 'message')}.`,
      why: 'To send a message and to receive it is far more work than to count a line.',
      expected: ({ lag, mostMessages, logs }) =>
        `at most ${mostMessages}: one for every ${lag / 2} lines of a log, and one at the end of each of the ${logs}`,
      got: ({ messages }) => String(messages),
    },
  );
  await run.never(({ lag, tooMuch }) => tooMuch && { lag, ...tooMuch }, {
    kind: 'over-serialised',
    message: ({ lines, messages }) =>
      `Of a log of ${counted(lines, 'line')} a worker reported ${counted(messages, 'message')}.`,
    expected: ({ lag, most }) => `at most ${most}: one for every ${lag / 2} lines, and one at the end`,
    got: ({ messages }) => String(messages),
  });
  await judgeLooks(run, 'Four workers counted');
});

check('evenings do not disturb each other', async ({ measure }) =>
  judgeLooks(await measure('apart'), 'Two statistics were open on one thread, with 2 and with 8 counters'),
);

check('a large log is counted, and whoever looks may keep what they got', async ({ measure }) => {
  const run = await measure('large');
  await judgeLooks(run, 'A large log was counted');
  await run.never(({ again }) => again.got?.join() !== again.bars.join() && again, {
    kind: 'wrong-result',
    message: 'The array that current() had returned was changed by its caller, and the next one was different.',
    expected: ({ bars }) => told(bars),
    got: ({ got }) => told(got),
  });
  await judgeLooks(await measure('huge'), 'Two logs had 550,000 lines each');
});
