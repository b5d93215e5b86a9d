import { checks, type Conditions } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Job = {
  readonly isTried: boolean;
  readonly end: string;
  readonly alive: readonly string[];
  readonly asked: readonly string[];
  readonly askedAgain: readonly string[];
  readonly beforeLimit: boolean;
  readonly beforeGrace: boolean;
  readonly killedEarly: boolean;
  readonly settledLate: boolean;
  readonly left: readonly string[];
};

const never = 'a promise that never settles';

/**
 * Whatever became of the job, its call has settled, and by then nothing of the job runs any more.
 *
 * @param begun the story so far, if the limit is not over yet
 */
async function isOver(run: Conditions<Job>, story: string, begun = story): Promise<void> {
  const left = ({ end, alive, beforeLimit }: Job) =>
    end !== never && alive.length > 0 && { name: alive.at(-1), told: beforeLimit ? begun : story };
  await run.never(left, {
    kind: 'leak',
    message: ({ name, told }) => `${told}. When the call of runWithin settled, "${name}" still ran.`,
    expected: 'it settles when the last of the job has ended',
  });
  await run.never(({ end }) => end === never, {
    kind: 'stuck',
    message: `${story}. The call of runWithin never settled.`,
  });
}

async function isTidy(run: Conditions<{ readonly left: readonly string[] }>): Promise<void> {
  await run.empty('left', { kind: 'leak', message: ([first]) => `All calls of runWithin had settled, and ${first}.` });
}

const outOfTime = 'A job was out of time';

async function isLateEnough(run: Conditions<Job>): Promise<void> {
  await run.never(({ beforeLimit }) => beforeLimit, {
    kind: 'wrong-result',
    message: 'A job does not come to an end. The call of runWithin settled before its limit was over.',
    expected: 'a job may run until its limit is over',
  });
}

async function heardOfIt(run: Conditions<Job>, story: string): Promise<void> {
  await run.never(({ asked }) => !asked.includes('browser'), {
    kind: 'wrong-result',
    message: `${story}. The browser never came to hear a SIGTERM.`,
    expected: 'it is asked to end before it is killed',
  });
}

async function askedOnce(run: Conditions<Job>): Promise<void> {
  await run.never(({ askedAgain }) => askedAgain.length > 0 && { name: askedAgain.at(-1) }, {
    kind: 'wrong-result',
    message: ({ name }) => `${outOfTime}, and its "${name}" got SIGTERM more than once.`,
    expected: 'each process of it is asked once',
  });
}

/** For jobs that end only by a signal. */
async function isSoonEnough(run: Conditions<Job>, story: string): Promise<void> {
  await run.never(({ settledLate }) => settledLate, {
    kind: 'wrong-result',
    message: `${story}. The call of runWithin settled more than a second after the limit, and the grace after it, were over.`,
    expected: 'what is left when the grace is over is killed',
  });
}

/** For jobs of which some part had to be killed. */
async function hadItsGrace(run: Conditions<Job>): Promise<void> {
  await run.never(({ killedEarly }) => killedEarly, {
    kind: 'wrong-result',
    message:
      'A part of a job does not listen to SIGTERM. SIGKILL was sent before the limit, and the grace after it, were over.',
    expected: 'it may go on until the grace is over',
  });
  await run.never(({ beforeGrace }) => beforeGrace, {
    kind: 'wrong-result',
    message:
      'A part of a job does not listen to SIGTERM. It was ended before the limit, and the grace after it, were over.',
    expected: 'it may go on until the grace is over',
  });
}

check('a job that ends in time is reported as it ended', async ({ measure }) => {
  const run = await measure('early');
  await run.never(({ blocking }) => blocking, {
    kind: 'blocked-loop',
    message: ({ name }) => `${name} stops the event loop until the job has ended.`,
    location: ({ location }) => location,
  });
  await run.never(({ cases }) => cases.find(({ expected, got }) => got !== expected), {
    kind: 'wrong-result',
    message: ({ what, got }) => `${what}, and runWithin gave: ${got}.`,
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  });
  await run.never(({ shared }) => shared !== null && { shared }, {
    kind: 'wrong-result',
    message: ({ shared }) => `The ${shared} of a job was that of your own program.`,
    expected: 'it gets no input, and its output is dropped',
  });
  await run.never(({ missing }) => !/^a rejection.*ENOENT/.test(missing) && { missing }, {
    kind: 'wrong-result',
    message: ({ missing }) => `runWithin was called with a command that does not exist, and gave: ${missing}.`,
    expected: "a rejection with the system's error, ENOENT",
    got: ({ missing }) => missing,
  });
  await isTidy(run);
});

check('a job has ended when its last process has', async ({ measure }) => {
  const run = (await measure('outlived')).where(({ isTried }) => isTried);
  const story = 'The command "build" ended, and "tests", which it had started, went on';
  await isOver(run, story);
  await run.never(({ asked }) => asked.includes('tests'), {
    kind: 'wrong-result',
    message: `${story}. It was sent SIGTERM, and the limit was not over.`,
    expected: 'it may go on until the limit is over',
  });
  await run.never(({ unsaved }) => unsaved.length > 0, {
    kind: 'wrong-result',
    message: `${story}. It was ended, and the limit was not over.`,
    expected: 'it may go on until the limit is over',
  });
  await run.equal('end', 'ended, code 0, signal null', { message: `${story}, and ended in time.` });
  await isTidy(run);
});

check('every process of a job that is out of time is asked, and may save its state', async ({ measure }) => {
  const run = (await measure('listening')).where(({ isTried }) => isTried);
  await isLateEnough(run);
  await run.never(({ hasBegun, end }) => !hasBegun && end !== never, {
    kind: 'wrong-result',
    message:
      'Two jobs were to run at the same time. When the call of runWithin for the first had settled, one of them had not begun.',
    expected: 'several jobs may run at the same time',
  });
  await run.never(({ unasked }) => unasked.length > 0 && { name: unasked.at(-1) }, {
    kind: 'wrong-result',
    message: ({ name }) => `${outOfTime}, and its "${name}" never came to hear a SIGTERM.`,
    expected: 'all of the job are asked to end, the command and what it has started',
  });
  await isOver(run, outOfTime);
  await run.never(({ unsaved }) => unsaved.length > 0 && { name: unsaved.at(-1) }, {
    kind: 'wrong-result',
    message: ({ name }) => `${outOfTime}. Its "${name}" got SIGTERM, and was ended before it had saved its state.`,
    expected: 'it saves its state and ends by itself',
  });
  await run.equal('other', 'ended, code 0, signal null', {
    message: 'Another job was run at the same time. It had an hour, and would have ended when this one was over.',
  });
  await run.never(({ askedLate }) => askedLate, {
    kind: 'wrong-result',
    message: `${outOfTime}. It was not asked to end before its limit had been over for half a second.`,
    expected: 'it is asked when its limit is over',
  });
  await run.never(({ beforeGrace }) => !beforeGrace, {
    kind: 'wrong-result',
    message: `${outOfTime}. All of it ended after SIGTERM, and runWithin settled only when limit and grace were over.`,
    expected: 'it settles when the last of the job has ended',
  });
  await run.equal('end', 'stopped, forced: false', { message: `${outOfTime}. All of it ended after SIGTERM.` });
  await isTidy(run);
});

check('a process that does not listen is killed after the grace', async ({ measure }) => {
  const run = (await measure('deaf')).where(({ isTried }) => isTried);
  const story = 'A job, of which "build" and "browser" do not listen to SIGTERM, was out of time';
  await isOver(run, story, 'A job was run, of which "build" and "browser" do not listen to SIGTERM');
  await isLateEnough(run);
  await heardOfIt(run, story);
  await hadItsGrace(run);
  await askedOnce(run);
  await isSoonEnough(run, story);
  await run.equal('end', 'stopped, forced: true', { message: `${story}. They had to be killed.` });
  await isTidy(run);
});

check('a command that has ended has its limit all the same', async ({ measure }) => {
  const run = (await measure('abandoned')).where(({ isTried }) => isTried);
  const story = 'The command "build" ended, and "browser", which it had started, was out of time later';
  await isOver(run, story, 'The command "build" ended, and "browser", which it had started, went on');
  await isLateEnough(run);
  await heardOfIt(run, story);
  await hadItsGrace(run);
  await isSoonEnough(run, story);
  await run.equal('end', 'stopped, forced: true', { message: `${story}. It had to be killed.` });
  await isTidy(run);
});

check('a job may be gone when it gets its signal', async ({ measure }) => {
  const run = (await measure('lucky')).where(({ isTried }) => isTried);
  const begun = 'The command "build" ended, and "tests", which it had started,';
  await isOver(run, `${begun} was out of time later`, `${begun} went on`);
  await run.never(({ end, wasGone }) => wasGone && !/^(ended|stopped)/.test(end) && { end }, {
    kind: 'wrong-result',
    message: ({ end }) =>
      `The last process of a job ended just before the job got a signal, and runWithin gave: ${end}.`,
    expected: 'an ending, and no error',
    got: ({ end }) => end,
  });
  await isTidy(run);
});
