import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Loop = { loop: string; call: { name: string; location?: { file: string; line: number } } | null };

const stoodStill = {
  kind: 'blocked-loop',
  message: ({ call }) => `The event loop stood still${call ? ` inside ${call.name}` : ''} while the file was on its way.`,
  why: 'The one thread waits there for the file, so no timer fires and no request is answered.',
  expected: 'the loop turns, and the file comes piece by piece meanwhile',
  got: 'not one turn until the whole file had been sent',
  location: ({ call }) => call?.location,
} satisfies Judgement<Loop>;

const wrongConfig = {
  kind: 'wrong-result',
  message: 'loadConfig did not resolve to what the file says.',
  expected: ({ expected }) => JSON.stringify(expected),
  got: ({ end }) => JSON.stringify(end),
} satisfies Judgement<{ end: object; expected: object }>;

const leftOpen = {
  kind: 'leak',
  message: 'The promise had settled, and the file was still open.',
  why: 'Each open file takes one of a limited number of places, until the process ends.',
  expected: 'closed in every case',
  got: 'still open',
} satisfies Judgement<object>;

check('the event loop turns while the file is on its way', async ({ measure }) => {
  const run = await measure('oneFile');
  run.holds(({ loop }) => loop !== 'blocked', stoodStill);
  run.holds(({ end, expected }) => end.state === 'fulfilled' && isDeepStrictEqual(end.config, expected), wrongConfig);
  run.holds((outcome) => !outcome.leftOpen, leftOpen);
});

check('a file that comes in pieces is read to its end', async ({ measure }) => {
  const run = await measure('twoPieces');
  run.holds(({ loop }) => loop !== 'blocked', stoodStill);
  run.holds(({ end, expected }) => end.state === 'fulfilled' && isDeepStrictEqual(end.config, expected), {
    ...wrongConfig,
    why: 'The file came in two pieces; the second begins in the middle of a letter.',
  });
});

check('a slow file holds up no other', async ({ measure }) => {
  const run = await measure('twoFiles');
  run.holds(({ loops }) => loops.every(({ loop }) => loop !== 'alone'), {
    kind: 'over-serialised',
    message: 'The second load did not open its file before the first had ended.',
    why: 'One slow file then holds up all that were asked for after it.',
    expected: 'both files are open at the same time',
    got: 'one after the other',
  });
});

check('an ordinary file is read', async ({ measure }) => {
  const run = await measure('plain');
  run.holds(({ end, expected }) => end.state === 'fulfilled' && isDeepStrictEqual(end.config, expected), wrongConfig);
});

check('a file that is not there rejects with its code', async ({ measure }) => {
  const run = await measure('missing');
  run.holds((end) => end.state === 'rejected' && end.error.code === 'ENOENT', {
    kind: 'wrong-result',
    message: "Node's own error did not reach the caller as a rejection.",
    why: 'Callers look at `code` to tell a missing file from other trouble.',
    expected: 'a rejection whose error has the code ENOENT',
    got: (end) => JSON.stringify(end),
  });
});

check('a file that is no JSON rejects, and is closed', async ({ measure }) => {
  const run = await measure('broken');
  run.holds(({ end }) => end.state === 'rejected' && end.error.name === 'SyntaxError', {
    kind: 'wrong-result',
    message: 'The SyntaxError did not reach the caller as a rejection.',
    expected: 'a rejection with a SyntaxError',
    got: ({ end }) => JSON.stringify(end),
  });
  run.holds((outcome) => !outcome.leftOpen, leftOpen);
});
