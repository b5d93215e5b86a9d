import { checks, counted, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Ends = { readonly pages: readonly string[]; readonly ends: readonly string[] };
type Crowd = { readonly size: number; readonly started: number; readonly peak: number };
type Close = { readonly closing: string; readonly early: number; readonly left: number };

const read = (number: number | string): string => `the text "text ${number}"`;
const died = (code: number | string | null, signal: string | null = null): string =>
  `an Error with code ${code}, signal ${signal}`;

const hasCode = (end: string): boolean => end.startsWith('an Error with code ');

/** What becomes of a page, or of the child that reads it: the story, and how `read` must end. */
function fateOf(page: string): { readonly story: string; readonly due: string } {
  const [, number = '', fate = '', code = ''] = /^page (\d+) ?(\w*) ?(\d*)/.exec(page) ?? [];
  const fates: Record<string, readonly [story: string, due: string]> = {
    exits: [`A child that reads page ${number} ends with exit code ${code}`, died(code)],
    killed: [`A child that reads page ${number} is ended by SIGKILL`, died(null, 'SIGKILL')],
    leaves: [`A child that reads page ${number} closes its channel, and ends later with exit code ${code}`, died(code)],
    torn: [`A child that reads page ${number} answers with an error`, `an Error: page ${number} is torn`],
    blamed: [`A child that reads page ${number} answers with an error that has no text`, 'an Error: '],
    blank: [`A child that reads page ${number} answers with an empty text`, 'the text ""'],
    late: [`All children were killed from outside, then page ${number} was handed in`, read(number)],
  };
  const [story, due] = fates[fate] ?? [`Nothing is wrong with page ${number}`, read(number)];
  return { story, due };
}

/** Each call of `read` ends as it must; the first that does not is reported. */
async function endAsDue(run: Conditions<Ends>): Promise<void> {
  const look = ({ pages, ends }: Ends) => {
    const all = pages.map((page, index) => ({ page, got: ends[index] ?? 'nothing', ...fateOf(page) }));
    return all.find(({ due, got }) => got !== due);
  };
  await run.never(look, {
    kind: 'wrong-result',
    message: ({ story, page, got }) => `${story}, but read("${page}") gave ${got}.`,
    expected: ({ due }) => due,
    got: ({ got }) => got,
  });
}

async function onceEach(run: Conditions<{ readonly order: readonly number[] }>): Promise<void> {
  await run.never(({ order }) => order.find((page, index) => order.indexOf(page) < index)?.toString(), {
    kind: 'wrong-result',
    message: (page) => `Page ${page} was given to a child more than once.`,
    expected: 'once',
  });
}

async function atMostSize(run: Conditions<Crowd>): Promise<void> {
  await run.never((outcome) => outcome.peak > outcome.size && outcome, {
    kind: 'wrong-result',
    message: ({ size }) => `A pool of ${size} ran more children than that at a time.`,
    expected: ({ size }) => `at most ${size}`,
    got: ({ size }) => `more than ${size}`,
  });
}

/** Judged only once it is known that each page of which its child dies was read once. */
async function usedAgain(run: Conditions<Crowd & { readonly deaths: number }>): Promise<void> {
  await run.never((outcome) => outcome.started > outcome.size + outcome.deaths && outcome, {
    kind: 'wrong-result',
    message: ({ size, deaths }) => `A pool of ${size} started more than ${size + deaths} children. ${deaths} had died.`,
    expected: ({ size, deaths }) => `at most ${size + deaths}, used again and again`,
    got: ({ size, deaths }) => `more than ${size + deaths}`,
  });
}

async function closes(run: Conditions<Close>): Promise<void> {
  await run.equal('closing', 'resolved', { message: 'close was called, and did not resolve.' });
  await run.never(({ early }) => early > 0 && { early }, {
    kind: 'leak',
    message: 'close resolved, and a child still ran at that moment.',
    expected: 'close resolves when the last child has ended',
  });
  await run.never(({ left }) => left > 0 && { left }, {
    kind: 'leak',
    message: ({ left }) => `${counted(left, 'process')} still ran after close.`,
  });
}

async function tidiesUp(run: Conditions<{ readonly untidy: number }>): Promise<void> {
  await run.never(({ untidy }) => untidy > 0 && { untidy }, {
    kind: 'wrong-result',
    message: 'A child that had read a page ended without tidying up.',
    why: 'It tidies up when its channel is closed. A process that is killed does nothing more.',
    expected: 'it ends by itself',
  });
}

check('a crash costs one page, and the pool goes on', async ({ measure }) => {
  const run = await measure('busy');
  await run.never((outcome) => outcome.together < outcome.size && outcome, {
    kind: 'over-serialised',
    message: ({ size, together }) =>
      `Seven pages were handed in at once to a pool of ${size}, and never more than ${together} was being read.`,
    expected: ({ size }) => `${size} at the same time`,
    got: ({ together }) => `at most ${together}`,
  });
  await atMostSize(run);
  await onceEach(run);
  await endAsDue(run);
  await usedAgain(run);
  await run.never(({ alone }) => alone && { alone }, {
    kind: 'over-serialised',
    message: 'Pages waited, and only one child was reading, in a pool of two.',
    expected: 'two read while pages wait; a fresh one replaces a dead one',
  });
  await run.never(({ span }) => span > 1.5 && { span }, {
    kind: 'over-serialised',
    message: 'Two children took too long for the seven pages.',
    expected: 'at most 1.5 times the time that evenly loaded children take',
    got: 'more',
  });
  await closes(run);
  await tidiesUp(run);
  await run.never(({ givenByTimer }) => givenByTimer > 0, {
    kind: 'over-serialised',
    message: 'A page was given to a child in a turn of the event loop that a timer began.',
    expected: 'when a child has nothing to do any more, or is gone',
  });
  await run.never(({ startedByTimer }) => startedByTimer > 0, {
    kind: 'over-serialised',
    message: 'A child was started in a turn of the event loop that a timer began.',
    expected: 'when a page waits, and fewer than `size` run',
  });
});

check('however a child dies, a fresh one reads the next page', async ({ measure }) => {
  const run = await measure('single');
  await atMostSize(run);
  await onceEach(run);
  await endAsDue(run);
  await usedAgain(run);
  await run.equal('order', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], {
    kind: 'starvation',
    message: 'The pages were not begun in the order in which they were handed in.',
  });
  await run.atMost('moreListeners', 0, {
    kind: 'leak',
    message: ({ got }) => `Two pages were read, and their child had ${counted(got, 'listener')} more than before.`,
    expected: 'as many as before the two',
    got: ({ got }) => `${got} more`,
  });
  await closes(run);
  const idle = await measure('idle');
  await idle.never(
    ({ ends, codes }) => {
      const page = ends.findIndex((end, index) => end !== read(index));
      return page >= 0 && { page, got: ends[page] ?? '', code: codes[page - 1] ?? null };
    },
    {
      kind: 'wrong-result',
      message: ({ page, got, code }) =>
        code === null
          ? `Nothing is wrong with page ${page}, but read("page ${page}") gave ${got}.`
          : `A child had nothing to do, and ended by itself with exit code ${code}. Then read("page ${page}") was called, and gave ${got}.`,
      expected: ({ page }) => read(page),
      got: ({ got }) => got,
    },
  );
  await usedAgain(idle);
  await closes(idle);
  const unheard = await measure('unheard');
  await unheard.never(
    ({ ends }) => {
      const page = ends.findIndex((end, index) => end !== read(index) && !(index === 1 && hasCode(end)));
      return page >= 0 && { page, got: ends[page] ?? '' };
    },
    {
      kind: 'wrong-result',
      message: ({ page, got }) =>
        page === 0
          ? `Nothing is wrong with page 0, but read("page 0") gave ${got}.`
          : `The only child was killed from outside. Page 1 was handed in at the same moment, page 2 later. read("page ${page}") gave ${got}.`,
      expected: ({ page }) => (page === 1 ? `${read(1)}, or an Error with the code and the signal` : read(page)),
      got: ({ got }) => got,
    },
  );
  await usedAgain(unheard);
  await closes(unheard);
});

check('children that die in one moment are all replaced', async ({ measure }) => {
  const run = await measure('moment');
  await atMostSize(run);
  await endAsDue(run);
  await run.never((outcome) => outcome.together < outcome.size && outcome, {
    kind: 'over-serialised',
    message: ({ size, deaths }) =>
      `A pool of ${size} lost ${deaths} children in one moment. Then ${size} pages were handed in, and were not read at the same time.`,
    expected: ({ size }) => `${size} at the same time`,
    // The number depends on how many of the ends came in one turn.
    got: 'fewer',
  });
  await usedAgain(run);
  await closes(run);
});

check('closing lets everything be read that was handed in', async ({ measure }) => {
  const run = await measure('shut');
  await onceEach(run);
  await endAsDue(run);
  await run.never(({ late }) => !late.startsWith('an Error') && { late }, {
    kind: 'wrong-result',
    message: ({ late }) => `A page was handed in after close, and read gave ${late}.`,
    expected: 'a rejection with an Error',
    got: ({ late }) => late,
  });
  await run.never(({ lateWasRead }) => lateWasRead, {
    kind: 'wrong-result',
    message: 'A page that was handed in after close was given to a child all the same.',
  });
  // Both were read, as each ended as it must.
  await run.never(({ size, overlap }) => !overlap && { size }, {
    kind: 'over-serialised',
    message: ({ size }) =>
      `After close, ${size} children of a pool of ${size} died of their pages. The two pages that were left were not read at the same time.`,
    expected: 'two read while pages wait; a fresh one replaces a dead one',
    got: 'one at a time',
  });
  await run.never(({ closing, settledBefore }) => closing === 'resolved' && settledBefore < 4 && { settledBefore }, {
    kind: 'wrong-result',
    message: ({ settledBefore }) => `close resolved when ${settledBefore} of the 4 promises of read had settled.`,
    expected: '4 have settled by then',
    got: ({ settledBefore }) => String(settledBefore),
  });
  await atMostSize(run);
  await usedAgain(run);
  await closes(run);
  await tidiesUp(run);
  const calm = await measure('calm');
  await endAsDue(calm);
  await usedAgain(calm);
  await closes(calm);
  await tidiesUp(calm);
});

check('a program that dies at its start is not started for ever', async ({ measure }) => {
  const run = await measure('broken');
  await atMostSize(run);
  await run.never((outcome) => outcome.started > outcome.size + outcome.pages.length && outcome, {
    kind: 'wrong-result',
    message: ({ size, pages }) =>
      `The program dies at its start. A pool of ${size} was given ${pages.length} pages, and started more than ${size + pages.length} children.`,
    expected: ({ size, pages }) => `at most ${size + pages.length}`,
    got: ({ size, pages }) => `more than ${size + pages.length}`,
  });
  await run.never(({ ends }) => ends.find((end) => end !== died(4)), {
    kind: 'wrong-result',
    message: (end) => `Each child ended at its start with exit code 4, but read gave ${end}.`,
    expected: died(4),
    got: (end) => end,
  });
  await closes(run);
});

check('a pool that nobody used closes, and leaves others alone', async ({ measure }) => {
  const run = await measure('two');
  await endAsDue(run);
  await closes(run);
  await run.atMost('started', 2, {
    message: 'Two pools of one child each, one after the other, started more than two children.',
    got: 'more',
  });
  const side = await measure('neighbours');
  await endAsDue(side);
  await side.never(
    ({ closing, atClose, handedIn }) =>
      closing === 'resolved' &&
      handedIn
        .map((due, pool) => ({ due, pool, settled: atClose[pool] ?? 0 }))
        .find(({ due, settled }) => settled < due),
    {
      kind: 'wrong-result',
      message: ({ pool, due, settled }) =>
        `Two pools were open at the same time. close of the ${pool === 0 ? 'first' : 'second'} resolved when ${settled} of its ${counted(due, 'page')} had settled.`,
      expected: ({ due }) => String(due),
      got: ({ settled }) => String(settled),
    },
  );
  await closes(side);
  await side.atMost('started', 2, {
    message: 'Two pools of one child each, open at the same time, started more than two children.',
    got: 'more',
  });
});
