import { isDeepStrictEqual } from 'node:util';
import { checks, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Loop = { loop: string; call: { name: string; location?: { file: string; line: number } } | null };

const stoodStill = {
  kind: 'blocked-loop',
  message: ({ call }) =>
    `The event loop stood still${call ? ` inside ${call.name}` : ''} while the file was on its way.`,
  why: 'The one thread waits there for the file, so no timer fires and no request is answered.',
  expected: 'the loop turns, and the file comes piece by piece meanwhile',
  got: 'not one turn until the whole file had been sent',
  location: ({ call }) => call?.location,
} satisfies Judgement<Loop>;

type Blocking = { blocking: { name: string; location?: { file: string; line: number } } | null };

const wouldStandStill = {
  kind: 'blocked-loop',
  message: ({ blocking }) => `${blocking?.name} lets nothing else run until the share has answered.`,
  why: 'With a file on your own disk nobody notices. On a slow share every call has to wait for the answer.',
  expected: 'no call that the thread has to wait for',
  got: ({ blocking }) => `a call of ${blocking?.name}`,
  location: ({ blocking }) => blocking?.location,
} satisfies Judgement<Blocking>;

type End =
  | { state: 'fulfilled'; config: object }
  | { state: 'rejected' | 'thrown'; error: { name: string; code: string | null } };

/** How a load ended, in words. */
function told(end: End): string {
  if (end.state === 'fulfilled') return JSON.stringify(end.config);
  const { name, code } = end.error;
  const error = `${name}${code === null ? ' without a code' : `, code ${code}`}`;
  return end.state === 'thrown' ? `thrown by the call itself: ${error}` : `a rejection: ${error}`;
}

const wrongConfig = {
  kind: 'wrong-result',
  message: 'loadConfig did not resolve to what the file says.',
  expected: ({ expected }) => JSON.stringify(expected),
  got: ({ end }) => told(end),
} satisfies Judgement<{ end: End; expected: object }>;

/** How a load of that configuration ends. */
const whole = (config: object): End => ({ state: 'fulfilled', config });

const lostError = {
  kind: 'wrong-result',
  message: "Node's own error did not reach the caller as a rejection.",
  why: 'Callers look at `code` to tell a missing file from other trouble.',
  got: told,
} satisfies Judgement<End>;

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
  run.holds(({ end, expected }) => isDeepStrictEqual(end, whole(expected)), wrongConfig);
  run.holds((outcome) => !outcome.leftOpen, leftOpen);
  run.holds(({ blocking }) => blocking === null, wouldStandStill);
});

check('a file that comes in pieces is read to its end', async ({ measure }) => {
  const run = await measure('twoPieces');
  run.holds(({ loop }) => loop !== 'blocked', stoodStill);
  run.holds(({ end, expected }) => isDeepStrictEqual(end, whole(expected)), {
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
  run.holds(({ ends, expected }) => isDeepStrictEqual(ends, expected.map(whole)), {
    kind: 'wrong-result',
    message: 'Two loads were under way at the same time, and they did not resolve to what their files say.',
    why: 'What a load has read so far is its own business: while it waits, others go on.',
    expected: ({ expected }) => expected.map((config) => JSON.stringify(config)).join('; '),
    // Which, depends on whose piece comes first.
    got: 'something else, or an error',
  });
});

check('an ordinary file is read anew each time', async ({ measure }) => {
  const run = await measure('nightly');
  run.holds(({ blocking }) => blocking === null, wouldStandStill);
  run.holds(({ first }) => isDeepStrictEqual(first.end, whole(first.expected)), {
    ...wrongConfig,
    expected: ({ first }) => JSON.stringify(first.expected),
    got: ({ first }) => told(first.end),
  });
  run.holds(({ second }) => isDeepStrictEqual(second.end, whole(second.expected)), {
    ...wrongConfig,
    message: 'The file had changed since it was loaded last, and loadConfig did not resolve to what it says now.',
    expected: ({ second }) => JSON.stringify(second.expected),
    got: ({ second }) => told(second.end),
  });
});

check('a file that cannot be read rejects with its code', async ({ measure }) => {
  const missing = await measure('missing');
  missing.holds((end) => end.state === 'rejected' && end.error.code === 'ENOENT', {
    ...lostError,
    expected: 'a rejection whose error has the code ENOENT',
  });
  const folder = await measure('aFolder');
  folder.holds(({ end }) => end.state === 'rejected' && end.error.code === 'EISDIR', {
    ...lostError,
    message: "The path was that of a folder, and Node's own error did not reach the caller as a rejection.",
    expected: 'a rejection whose error has the code EISDIR',
    got: ({ end }) => told(end),
  });
  folder.holds((outcome) => !outcome.leftOpen, {
    ...leftOpen,
    message: 'A file could be opened, but not read: the promise rejected, and the file was still open.',
  });
  const noPath = await measure('noPath');
  noPath.holds((end) => end.state === 'rejected' && end.error.code === 'ERR_INVALID_ARG_VALUE', {
    ...lostError,
    message: 'Node refuses a path with a NUL character, and its error did not reach the caller as a rejection.',
    why: 'Who calls `loadConfig(path).catch(…)` does not catch what the call itself throws.',
    expected: 'a rejection whose error has the code ERR_INVALID_ARG_VALUE',
  });
});

check('a file that is no JSON rejects, and is closed', async ({ measure }) => {
  const run = await measure('broken');
  run.holds(({ end }) => end.state === 'rejected' && end.error.name === 'SyntaxError', {
    kind: 'wrong-result',
    message: 'The SyntaxError did not reach the caller as a rejection.',
    why: 'Whether a file is JSON can be told only when all of it is there.',
    expected: 'a rejection: SyntaxError',
    got: ({ end }) => told(end),
  });
  run.holds((outcome) => !outcome.leftOpen, leftOpen);
});
