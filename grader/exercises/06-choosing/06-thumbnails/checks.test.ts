import {
  checks,
  counted,
  leftOpen,
  stoodStill,
  type Conditions,
  type Json,
  type Judgement,
} from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Ends = { readonly due: readonly string[]; readonly ends: readonly string[] };
type Odd = { readonly place: number; readonly due: string; readonly got: string };

/** The first `next` that did not give what was due. */
function odd({ due, ends }: Ends): Odd | false {
  const place = due.findIndex((each, index) => ends[index] !== each);
  return place >= 0 && { place, due: due[place] ?? '', got: ends[place] ?? 'nothing' };
}

const item = {
  kind: 'wrong-result',
  message: ({ place, got }) => `Call ${place + 1} of next() gave ${got}.`,
  expected: ({ due }) => due,
  got: ({ got }) => got,
} satisfies Judgement<Odd>;

/** @param story what the learner must know about the list, if anything */
const items = async (run: Conditions<Ends>, story = ''): Promise<void> =>
  run.never(odd, { ...item, message: (witness) => story + item.message(witness) });

const stillRunning = {
  kind: 'leak',
  message: ({ alive }) => `Nobody wanted any more pictures, and ${alive} still ran.`,
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<{ alive: string }>;

const forked = {
  kind: 'wrong-result',
  message: ({ processes }) => `Processes started: ${processes}.`,
  expected: 'none',
  got: ({ processes }) => String(processes),
} satisfies Judgement<{ processes: number }>;

const tooManyThreads = {
  kind: 'wrong-result',
  message: ({ threads, asked }) => `Threads started: ${threads}. The call had threads: ${asked}.`,
  expected: ({ asked }) => `at most ${asked}`,
  got: ({ threads }) => String(threads),
} satisfies Judgement<{ threads: number; asked: number }>;

const listening = {
  kind: 'leak',
  message: ({ listeners }) => `Nobody wanted any more pictures, and signal had ${counted(listeners, 'listener')}.`,
  expected: 'as many as before: none',
  got: ({ listeners }) => String(listeners),
} satisfies Judgement<{ listeners: number }>;

check('threads resize, the loop stays free, and the list keeps its order', async ({ measure }) => {
  const run = await measure('busy');
  await run.never((outcome) => outcome.processes > 0 && outcome, forked);
  await run.never(({ calls }) => calls === 0, {
    kind: 'wrong-result',
    message: 'resize from resize.ts was never called.',
  });
  await run.never((outcome) => outcome.onMain > 0 && outcome, {
    kind: 'blocked-loop',
    message: ({ onMain }) => `Calls of resize on the main thread: ${onMain}.`,
    why: 'While the main thread resizes a picture, the event loop stands still, and nobody in the house gets an answer.',
    expected: 'none',
    got: ({ onMain }) => String(onMain),
  });
  await run.never(({ stood }) => stood, stoodStill('nobody in the house gets an answer'));
  await run.never((outcome) => outcome.threads > outcome.asked && outcome, tooManyThreads);
  await run.never((outcome) => outcome.together < outcome.asked && outcome, {
    kind: 'not-parallel',
    message: ({ together, pictures, asked }) =>
      `All ${pictures} pictures were there as soon as they were asked for, ahead was ${pictures}, and threads was ${asked}. Calls of resize at the same time: never more than ${together}.`,
    expected: ({ asked }) => `${asked} at the same time`,
    got: ({ together }) => `at most ${together}`,
  });
  await run.never((outcome) => outcome.short && outcome, {
    kind: 'not-parallel',
    message: ({ pictures, asked }) =>
      `All ${pictures} pictures were there as soon as they were asked for, and ahead was ${pictures}. Some had not been resized, and fewer than ${asked} were being resized.`,
    expected: 'a picture is resized as soon as a thread is free',
    got: 'a thread without work',
  });
  await items(run);
  await run.never((outcome) => (outcome.calls !== outcome.pictures || outcome.once !== outcome.pictures) && outcome, {
    kind: 'wrong-result',
    message: 'resize was not called exactly once for each picture.',
    expected: ({ pictures }) => counted(pictures, 'call'),
    got: ({ calls, once }) => `${counted(calls, 'call')}, for ${once} of the pictures`,
  });
  await run.never((outcome) => outcome.alive !== '' && outcome, stillRunning);
  await run.never((outcome) => outcome.left !== '' && outcome, leftOpen);
  await run.never((outcome) => outcome.listeners > 0 && outcome, listening);
  await run.never(({ timer }) => timer > 0 && { timer }, {
    kind: 'wrong-result',
    message: ({ timer }) => `A timer of ${timer} ms was set.`,
    expected: 'no timer',
    got: ({ timer }) => `a timer of ${timer} ms`,
  });
});

type Look = { readonly taken: number; readonly begun: number; readonly waits: boolean; readonly fits: number };
type Window = { readonly ahead: number; readonly looks: readonly Look[]; readonly resizing?: number };
type Seen = Look & Omit<Window, 'looks'>;

/** Never more downloads than fit, and never fewer while the desk waits. */
async function keepsWindow<Outcome extends Json>(
  run: Conditions<Outcome>,
  windows: (outcome: Outcome) => readonly Window[],
): Promise<void> {
  const find = (outcome: Outcome, is: (look: Look) => boolean): Seen | undefined =>
    windows(outcome).flatMap(({ looks, ...window }) => looks.filter(is).map((look) => ({ ...look, ...window })))[0];
  const state = ({ taken, begun, ahead }: Seen): string =>
    `The desk had received ${counted(taken, 'item')}, ahead was ${ahead}, and downloads begun: ${begun}.`;
  await run.never((outcome) => find(outcome, ({ begun, fits }) => begun > fits), {
    kind: 'wrong-result',
    message: state,

    expected: ({ fits }) => `at most ${fits}`,
    got: ({ begun }) => String(begun),
  });
  await run.never((outcome) => find(outcome, ({ begun, fits, waits }) => waits && begun < fits), {
    kind: 'over-serialised',
    message: (seen) =>
      `${seen.resizing ? `Calls of resize in progress: ${seen.resizing}. ` : ''}The desk waited for an item. ${state(seen)}`,
    expected: ({ fits }) => String(fits),
    got: ({ begun }) => String(begun),
  });
}

check('as many pictures are open as may be, and never more', async ({ measure }) => {
  const run = await measure('slow');
  await keepsWindow(run, (outcome) => [outcome]);
  await run.never(({ order }) => order.some((id, place) => id !== place) && { order }, {
    kind: 'wrong-result',
    message: 'Downloads did not begin in the order of the list, one for each place.',
    expected: '0, 1, 2, …',
    got: ({ order }) => order.join(', '),
  });
  await items(run);
  await run.never((outcome) => outcome.alive !== '' && outcome, stillRunning);
});

check('a picture waits for a thread and for its turn, and for nothing else', async ({ measure }) => {
  const run = await measure('prompt');
  const firstFour = [0, 1, 2, 3];
  await run.never(({ order }) => firstFour.some((id) => !order.includes(id)) && { order }, {
    kind: 'over-serialised',
    message: 'The desk waited for the first item, ahead was 4, and not all of the first four downloads had begun.',
    expected: firstFour.join(', '),
    got: ({ order }) => (order.length > 0 ? order.join(', ') : 'none'),
  });
  await run.never(({ early }) => early, {
    kind: 'wrong-result',
    message: (early) => `Picture 0 was still in progress, and the first next() gave ${early}.`,
    expected: 'a promise that stays pending',
    got: (early) => early,
  });
  await run.atMost(({ resized }) => 2 - resized, 0, {
    kind: 'over-serialised',
    message: ({ got }) =>
      `Pictures 1 and 3 were downloaded, and 0 and 2 were still in progress. Calls of resize: ${2 - got}.`,
    expected: '2',
    got: ({ got }) => String(2 - got),
  });
  await run.never(({ firstCame, settledLater }) => !firstCame && settledLater, {
    kind: 'over-serialised',
    message: 'Picture 0 was downloaded, 2 was still in progress, and the first next() stayed pending.',
    expected: 'an item comes as soon as it, and all before it, are ready',
  });
  await run.never(({ secondCame, settledLater }) => !secondCame && settledLater, {
    kind: 'over-serialised',
    message: 'Pictures 0 and 1 were downloaded, 2 was still in progress, and the second next() stayed pending.',
    expected: 'an item comes as soon as it, and all before it, are ready',
  });
  await items(run);
  await run.never((outcome) => outcome.alive !== '' && outcome, stillRunning);
  const busy = await measure('beside');
  await keepsWindow(busy, (outcome) => [outcome]);
  await items(busy);
});

check('what cannot be downloaded or resized costs nothing else', async ({ measure }) => {
  const run = await measure('faulty');
  await keepsWindow(run, (outcome) => [outcome]);
  await items(run, 'Pictures 1, 7 and 9 cannot be downloaded, and 2, 3, 4 and 8 are torn. ');
  await run.never((outcome) => outcome.threads > outcome.asked && outcome, {
    ...tooManyThreads,
    message: ({ threads, asked }) =>
      `Some pictures were torn. Threads started: ${threads}. The call had threads: ${asked}.`,
  });
  await run.never((outcome) => outcome.resized !== outcome.resizable && outcome, {
    kind: 'wrong-result',
    message: ({ resizable, resized }) => `Pictures downloaded: ${resizable}. Calls of resize: ${resized}.`,
    expected: ({ resizable }) => String(resizable),
    got: ({ resized }) => String(resized),
  });
  await run.never((outcome) => outcome.alive !== '' && outcome, stillRunning);
  await run.never((outcome) => outcome.left !== '' && outcome, leftOpen);
  await run.never((outcome) => outcome.listeners > 0 && outcome, listening);
});

type Stop = {
  readonly when: string;
  readonly end: string;
  readonly downloads: number;
  readonly laterDownloads: number;
  readonly laterResizes: number;
  readonly untold: number | null;
  readonly alive: string;
  readonly left: string;
};

/** @param the story: `signal aborted` */
async function stops(run: Conditions<Stop>, what: string): Promise<void> {
  await run.never(({ untold, when }) => untold !== null && { untold, when }, {
    kind: 'leak',
    message: ({ untold, when }) =>
      `${what} when ${when}. The download of picture ${untold} was in progress, and nothing told it to stop.`,
    expected: 'the signal that it was given aborts',
  });
  await run.never(({ laterDownloads, when }) => laterDownloads > 0 && { laterDownloads, when }, {
    kind: 'leak',
    message: ({ laterDownloads, when }) => `${what} when ${when}. Downloads begun after that: ${laterDownloads}.`,
    expected: 'none',
    got: ({ laterDownloads }) => String(laterDownloads),
  });
  await run.never(({ laterResizes, when }) => laterResizes > 0 && { laterResizes, when }, {
    kind: 'leak',
    message: ({ when }) => `${what} when ${when}. resize was called after that.`,
    expected: 'no further call begins',
    got: 'further calls',
  });
  await run.never(({ alive, when }) => alive !== '' && { alive, when }, {
    kind: 'leak',
    message: ({ alive, when }) => `${what} when ${when}. In the end, ${alive} still ran.`,
    expected: 'none left',
    got: ({ alive }) => `${alive} left`,
  });
  await run.never((outcome) => outcome.left !== '' && outcome, leftOpen);
}

async function rejects(run: Conditions<Stop>): Promise<void> {
  await run.never(({ end, when }) => end !== 'a rejection with signal.reason' && { end, when }, {
    kind: 'wrong-result',
    message: ({ end, when }) => `The signal aborted when ${when}, and next() gave ${end}.`,
    expected: 'a rejection with signal.reason',
    got: ({ end }) => end,
  });
}

check('an abort ends it, whatever it is at', async ({ measure }) => {
  for (const scenario of ['aborted', 'unasked', 'queued', 'before'] as const) {
    const run = await measure(scenario);
    await rejects(run);
    await stops(run, 'The signal aborted');
  }
});

check('a desk that leaves early leaves nothing behind', async ({ measure }) => {
  for (const scenario of ['left', 'waiting'] as const) {
    const run = await measure(scenario);
    await run.never(({ came, firstBegan }) => !came && { firstBegan }, {
      kind: 'stuck',
      message: ({ firstBegan }) =>
        `The first download had ${firstBegan ? 'ended' : 'not begun'}, and next() stayed pending.`,
    });
    await run.never(({ end }) => end !== 'resolved' && { end }, {
      kind: 'wrong-result',
      message: ({ end }) => `The desk left when it had received an item, and return() gave ${end}.`,
      expected: 'it resolves',
      got: ({ end }) => end,
    });
    await stops(run, 'The desk left');
    await run.never((outcome) => outcome.listeners > 0 && outcome, listening);
  }
});

check('small lists and two at a time work as well', async ({ measure }) => {
  const run = await measure('small');
  await run.never(({ lists }) => lists.map((list) => odd(list)).find((each) => each !== false), item);
  await run.never(({ lists }) => lists.find(({ processes }) => processes > 0), forked);
  await run.never(({ lists }) => lists.find(({ threads, asked }) => threads > asked), tooManyThreads);
  await run.never(({ lists }) => lists.find(({ order, list }) => order.join() !== list.join()), {
    kind: 'wrong-result',
    message: 'Downloads did not begin in the order of the list, one for each place.',
    expected: ({ list }) => list.join(', '),
    got: ({ order }) => order.join(', '),
  });
  await keepsWindow(run, ({ lists }) => lists);
  await run.never(({ lists }) => lists.find(({ alive }) => alive !== ''), stillRunning);
  const both = await measure('two');
  await both.never(({ lists }) => lists.map((list) => odd(list)).find((each) => each !== false), {
    ...item,
    message: ({ place, got }) => `Two lists were open. Call ${place + 1} of next() of one of them gave ${got}.`,
  });
  await both.never((outcome) => outcome.together < 2 * outcome.each && outcome, {
    kind: 'not-parallel',
    message: ({ together, each }) =>
      `Two lists were open, each with threads: ${each}. Calls of resize at the same time: never more than ${together}.`,
    expected: ({ each }) => `${2 * each} at the same time`,
    got: ({ together }) => `at most ${together}`,
  });
  await both.never((outcome) => outcome.alive !== '' && outcome, stillRunning);
});
