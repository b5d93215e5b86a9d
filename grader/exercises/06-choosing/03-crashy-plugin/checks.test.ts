import { isDeepStrictEqual } from 'node:util';
import { checks, counted, howOften, type Conditions, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

const left = {
  kind: 'leak',
  message: ({ alive }) => `All calls had settled, and ${alive} still ran.`,
  why: 'What a plugin runs in ends by itself only if the plugin lets it.',
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<{ alive: string }>;

check('the plugin runs where it can harm nobody', async ({ measure }) => {
  const run = await measure('tame');
  await run.never(({ onMain }) => onMain > 0, {
    kind: 'wrong-result',
    message: 'The plugin was called on the main thread of your own program.',
    why: 'While it is busy nobody else is served, and what ends it ends your program.',
    expected: 'it is called in a process of its own',
    got: 'on the main thread',
  });
  await run.never(({ onThreads }) => onThreads > 0, {
    kind: 'wrong-result',
    message: 'The plugin was called on a thread of your own program.',
    why: 'A crash ends a process, with all of its threads.',
    expected: 'it is called in a process of its own',
    got: 'on a worker thread',
  });
  run.holds(({ ends, expected }) => isDeepStrictEqual(ends, expected), {
    kind: 'wrong-result',
    message: 'Five calls were made at the same time, and not all of them got what the plugin returns.',
    expected: ({ expected }) => expected.join(', '),
    got: ({ ends }) => ends.join(', '),
  });
  run.holds(({ calls }) => calls === texts, {
    kind: 'wrong-result',
    message: ({ calls }) => `The plugin got ${counted(calls, 'call')} for ${texts} texts.`,
    expected: counted(texts, 'call'),
    got: ({ calls }) => counted(calls, 'call'),
  });
  run.holds(({ alive }) => alive === '', left);
  await run.never(({ timers }) => timers > 0 && { timers }, {
    kind: 'leak',
    message: ({ timers }) => `All calls had settled. Timers that still ran: ${timers}.`,
    expected: 'none left',
    got: ({ timers }) => `${timers} left`,
  });
  const staying = await measure('staying');
  await staying.never(({ end }) => end !== isRendered('stays 7') && { end }, {
    kind: 'wrong-result',
    message: ({ end }) => `The plugin started an interval, and returned. The promise of render ${end}.`,
    why: 'The interval keeps the process alive. What the plugin returned is there all the same.',
    expected: isRendered('stays 7'),
    got: ({ end }) => end,
  });
  await staying.never((outcome) => outcome.alive !== '' && outcome, left);
});

const texts = 5;

type End = {
  readonly text: string;
  readonly end: string;
  readonly seconds: number;
  /** What the plugin does with the text, if its word does not tell. */
  readonly does: string | null;
  /** How often the plugin was given the text, where that was counted. */
  readonly times: number;
};
type Wild = {
  readonly ends: readonly End[];
  readonly tame: string;
  readonly after: string;
  readonly alive: string;
};

const never = 'never settled';
const anError = 'rejected with an Error: ';

const isRendered = (text: string): string => `resolved to '<p>${text}</p>'`;

/** What must hold, whatever a plugin does. */
async function survived(run: Conditions<Wild>): Promise<void> {
  await run.never(({ ends }) => ends.find(({ end }) => end === never), {
    kind: 'stuck',
    message: ({ text, end }) => `render was called with "${text}", and its promise ${end}.`,
    expected: 'a rejection with an Error',
    got: 'pending for ever',
  });
  await run.never(({ ends }) => ends.find(({ end }) => !end.startsWith(anError)), {
    kind: 'wrong-result',
    message: ({ text, end, does }) =>
      `render was called with "${text}", and ${end}.${does === null ? '' : ` The plugin ${does} for that text.`}`,
    expected: 'a rejection with an Error',
    got: ({ end }) => end,
  });
  await run.never(({ ends }) => ends.find(({ times }) => times > 1), {
    kind: 'wrong-result',
    message: ({ text, times }) =>
      `render was called once with "${text}", and the plugin was given it ${howOften(times)}.`,
    expected: 'each text is given to the plugin once',
    got: ({ times }) => howOften(times),
  });
  await run.never(({ tame }) => tame !== isRendered('fog 9') && { end: tame }, {
    kind: 'wrong-result',
    message: ({ end }) => `A call with a text of somebody else was made just before, and it ${end}.`,
    expected: isRendered('fog 9'),
    got: ({ end }) => end,
  });
  await run.never(({ after }) => after !== isRendered('wind 8') && { end: after }, {
    kind: 'wrong-result',
    message: ({ end }) => `A call with another text was made later, and it ${end}.`,
    expected: isRendered('wind 8'),
    got: ({ end }) => end,
  });
  await run.never((outcome) => outcome.alive !== '' && outcome, left);
}

check('a plugin that crashes takes nobody with it', async ({ measure }) => {
  const run = await measure('crashing');
  await survived(run);
  await run.never(
    ({ ends }) => ends.find(({ text, end }) => text === 'throw 3' && end !== `${anError}cannot read "throw 3"`),
    {
      kind: 'wrong-result',
      message: 'The plugin throws an error for "throw 3", and the promise rejected with another message.',
      expected: `${anError}cannot read "throw 3"`,
      got: ({ end }) => end,
    },
  );
});

check('a plugin that hangs is ended', async ({ measure }) => {
  const run = await measure('hanging');
  await survived(run);
  // If the child keeps the limit, the program's clock stands still.
  await run.never(({ ends }) => ends.find(({ seconds }) => seconds === 1), {
    kind: 'wrong-result',
    message: ({ text }) =>
      `The plugin was given "${text}", and hung. By the clock of your program, the promise was rejected after about 1 second.`,
    expected: 'a rejection 2 seconds after the call',
    got: 'about 1 second',
  });
  // An attempt that asks politely first gives the plugin some time; one that tries twice takes twice as long.
  await run.never(({ ends }) => ends.find(({ seconds }) => seconds >= 4), {
    kind: 'wrong-result',
    message: ({ text, seconds }) =>
      `The plugin was given "${text}", and hung. By the clock of your program, the promise was rejected after about ${seconds} seconds.`,
    expected: 'a rejection 2 seconds after the call',
    got: ({ seconds }) => `about ${seconds} seconds`,
  });
});

check('a plugin that eats memory gets no more than its share', async ({ measure }) => {
  await survived(await measure('growing'));
});
