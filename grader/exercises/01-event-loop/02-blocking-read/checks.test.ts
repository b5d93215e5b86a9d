import { isDeepStrictEqual } from 'node:util';
import { checks, shown, type Conditions, type Json } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Call = { name: string; location?: { file: string; line: number } } | null;
type End = { state: string; value?: Json; error?: string };

async function turns(run: Conditions<{ loop: string; call: Call }>): Promise<void> {
  await run.never(({ loop, call }) => loop === 'blocked' && { call }, {
    kind: 'blocked-loop',
    message: ({ call }) =>
      `The event loop stood still${call ? ` inside ${call.name}` : ''} while the file was on its way.`,
    expected: 'the event loop turns while the file is on its way',
    got: 'not one turn while it came',
    location: ({ call }) => call?.location,
  });
}

async function neverBlocks(run: Conditions<{ blocking: Call }>): Promise<void> {
  await run.never(({ blocking }) => blocking, {
    kind: 'blocked-loop',
    message: ({ name }) => `${name} lets nothing else on this thread run until it returns.`,
    expected: 'no call that the thread has to wait for',
    got: ({ name }) => `a call to ${name}`,
    location: ({ location }) => location,
  });
}

async function closed(run: Conditions<{ leftOpen: boolean }>): Promise<void> {
  await run.never(({ leftOpen }) => leftOpen, {
    kind: 'leak',
    message: 'The promise had settled, and what loadConfig had opened was still open.',
    expected: 'closed in every case',
    got: 'still open',
  });
}

type Failure = { file: string; error: RegExp; expected: string; why?: string };

async function rejects(run: Conditions<{ end: End }>, { file, error, ...words }: Failure): Promise<void> {
  await run.never(({ end }) => !(end.state === 'rejected' && end.error && error.test(end.error)) && { end }, {
    kind: 'wrong-result',
    message: ({ end }) => `${file}, and loadConfig ${shown(end)}.`,
    ...words,
    got: ({ end }) => shown(end),
  });
}

const nodes = (code: string) => ({
  error: new RegExp(`code ${code}$`),
  expected: `a rejection with Node's own error: code ${code}`,
});

const wrongConfig = { message: 'loadConfig did not resolve to what the file says.' };

check('the event loop turns while the file is on its way', async ({ measure }) => {
  const run = await measure('oneFile');
  await turns(run);
  await run.equal('end', ({ expected }) => expected, wrongConfig);
  await closed(run);
  await neverBlocks(run);
});

check('a file that comes in pieces is read to its end', async ({ measure }) => {
  const run = await measure('twoPieces');
  await turns(run);
  await run.equal('end', ({ expected }) => expected, {
    message: 'A file came in two pieces, and loadConfig did not resolve to what it says.',
    why: 'The second piece begins in the middle of a letter.',
  });
});

check('a slow file holds up no other', async ({ measure }) => {
  const run = await measure('threeFiles');
  await run.never(({ loops }) => loops.some(({ loop }) => loop === 'alone'), {
    kind: 'over-serialised',
    message:
      'Three loads were called one right after the other. While the file of one was on its way, not all of them had opened theirs.',
    expected: 'all three files are open at the same time',
    got: 'not all of them',
  });
  await run.never(({ ends, expected }) => !isDeepStrictEqual(ends, expected) && { expected }, {
    kind: 'wrong-result',
    message: 'Three loads were under way at the same time, and not all resolved to what their files say.',
    // What came instead depends on whose piece came first.
    expected: ({ expected }) => shown(expected),
  });
});

check('an ordinary file is read anew each time', async ({ measure }) => {
  const run = await measure('nightly');
  await neverBlocks(run);
  await run.equal(
    ({ first }) => first.end,
    ({ first }) => first.expected,
    wrongConfig,
  );
  await run.equal(
    ({ second }) => second.end,
    ({ second }) => second.expected,
    {
      message: 'The file had changed since it was loaded last, and loadConfig did not resolve to what it says now.',
    },
  );
  await run.equal(
    ({ third }) => third.end,
    ({ third }) => third.expected,
    {
      message: 'The file had changed since it was loaded last, and loadConfig did not resolve to what it says now.',
    },
  );
});

check('a long file is read to its end', async ({ measure }) => {
  const run = await measure('long');
  await run.never(({ isWhole, end }) => !isWhole && { end }, {
    kind: 'wrong-result',
    message: 'A file was 3 MB long, and loadConfig did not resolve to what it says.',
    expected: 'a promise that resolves to all of it',
    got: ({ end }) => (end === null ? 'something else' : `a rejection: ${end}`),
  });
});

check('a file that cannot be read rejects with its code', async ({ measure }) => {
  await rejects(await measure('missing'), { file: 'There is no such file', ...nodes('ENOENT') });
  const folder = await measure('aFolder');
  await rejects(folder, { file: 'The path is that of a folder', ...nodes('EISDIR') });
  await closed(folder);
  const noPath = await measure('noPath');
  await rejects(noPath, { file: 'The path contains a NUL character', ...nodes('ERR_INVALID_ARG_VALUE') });
});

check('a file that is not JSON rejects, and is closed', async ({ measure }) => {
  const run = await measure('broken');
  await rejects(run, {
    file: 'The file is not JSON',
    error: /^SyntaxError\b/,
    expected: "a rejection with the parser's SyntaxError",
    why: 'It holds a whole configuration and then one brace too many, which arrives in a piece of its own.',
  });
  await closed(run);
});
