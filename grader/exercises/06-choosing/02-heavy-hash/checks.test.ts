import {
  checks,
  counted,
  leftOpen,
  leftAfterError,
  leftRunning,
  muteErrorArrives,
  stoodStill,
  type Judgement,
} from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Odd = { readonly story: string; readonly expected: string; readonly got: string };

const keys = {
  kind: 'wrong-result',
  message: ({ story }) => story,
  expected: ({ expected }) => expected,
  got: ({ got }) => got,
} satisfies Judgement<Odd>;

/** For runs in which timing decides which key is wrong first. */
const odd = (message: string) =>
  ({
    kind: 'wrong-result',
    message,
    expected: 'the key of each branch, in the order of branches',
  }) satisfies Judgement<Odd>;

const notCalled = {
  kind: 'wrong-result',
  message: 'deriveKey from derive.ts was never called.',
  why: 'The auditors decide what a key is, in their function.',
} satisfies Judgement<unknown>;

const forked = {
  kind: 'wrong-result',
  message: ({ processes, branches }) => `Processes started for ${counted(branches, 'key')}: ${processes}.`,
  expected: 'none: there is memory for this one only',
  got: ({ processes }) => String(processes),
} satisfies Judgement<{ processes: number; branches: number }>;

type Crew = { readonly threads: number; readonly branches: number; readonly cores: number };
const most = ({ branches, cores }: Crew): number => Math.min(branches, cores);
const tooMany = {
  kind: 'wrong-result',
  message: ({ threads, branches, cores }) =>
    `Threads started for ${counted(branches, 'key')} on ${counted(cores, 'core')}: ${threads}.`,
  why: ({ branches, cores }) =>
    branches < cores
      ? 'A thread without a key has nothing to do.'
      : 'A core computes one key at a time, and a thread can derive one key after another.',
  expected: (crew) => `at most ${most(crew)}`,
  got: ({ threads }) => String(threads),
} satisfies Judgement<Crew>;

const onLoop = {
  kind: 'blocked-loop',
  message: ({ onMain }) => `Calls of deriveKey on the main thread: ${onMain}.`,
  why: 'While the main thread derives a key, the event loop stands still, and no desk gets an answer.',
  expected: 'none',
  got: ({ onMain }) => String(onMain),
} satisfies Judgement<{ onMain: number }>;

const idle = {
  kind: 'not-parallel',
  message: ({ together, branches, cores }) =>
    `Calls of deriveKey at the same time: never more than ${together}, for ${counted(branches, 'key')} on ${counted(cores, 'core')}.`,
  expected: (crew) => `${most(crew)} at the same time`,
  got: ({ together }) => `at most ${together}`,
} satisfies Judgement<Crew & { together: number }>;

check('a night takes all cores, and the desks stay open', async ({ measure }) => {
  const run = await measure('night');
  await run.never((night) => night.processes > 0 && night, forked);
  await run.never(({ calls }) => calls === 0, notCalled);
  await run.never((night) => night.onMain > 0 && night, onLoop);
  await run.never(({ stood }) => stood, stoodStill('no desk gets an answer'));
  await run.never((night) => night.threads > most(night) && night, tooMany);
  await run.never((night) => night.together < night.cores && night, idle);
  await run.never((night) => night.short && night, {
    kind: 'not-parallel',
    message: ({ cores }) => `Some keys had not been begun, and fewer than ${cores} were being derived.`,
    expected: 'the next is begun when one is done',
    got: 'a core without work',
  });
  await run.never((night) => (night.calls !== night.branches || night.once !== night.branches) && night, {
    kind: 'wrong-result',
    message: 'deriveKey was not called exactly once for each branch.',
    expected: ({ branches }) => `${counted(branches, 'call')}, one for each branch`,
    got: ({ once, calls }) => `${counted(calls, 'call')}, for ${once} of the branches`,
  });
  await run.never((night) => night.timer > 0 && night.odd && { ...night.odd, timer: night.timer }, {
    ...keys,
    why: ({ timer }) => `A timer of ${timer} ms was set: it goes off whether the keys are there or not.`,
  });
  await run.never((night) => night.odd, keys);
  await run.never(({ untouched }) => !untouched, {
    kind: 'wrong-result',
    message: 'The list of branches was changed.',
    why: 'It belongs to the caller, and others may be reading it at the same time.',
    expected: 'the same branches in the same order afterwards',
    got: 'another list',
  });
  await run.never((night) => night.alive !== '' && night, leftRunning);
  await run.never((night) => night.left !== '' && night, leftOpen);
  await run.never(({ timer }) => timer > 0 && { timer }, {
    kind: 'not-parallel',
    message: ({ timer }) => `A timer of ${timer} ms was set.`,
    expected: 'no timer: the next key is begun when one is done',
    got: ({ timer }) => `${timer} ms`,
  });
});

check('there are no more threads than there is work for them', async ({ measure }) => {
  const run = await measure('few');
  await run.never(({ calls }) => calls.find(({ processes }) => processes > 0), forked);
  await run.never(({ calls }) => calls.find(({ branches, derived }) => branches > 0 && derived === 0), {
    ...notCalled,
    message: ({ branches, cores }) =>
      `For ${counted(branches, 'key')} on ${counted(cores, 'core')} deriveKey from derive.ts was never called.`,
  });
  await run.never(({ calls }) => calls.find(({ onMain }) => onMain > 0), onLoop);
  await run.never(({ calls }) => calls.find((call) => call.threads > most(call)), tooMany);
  await run.never(({ calls }) => calls.find((call) => call.together < most(call)), idle);
  await run.never(({ calls }) => calls.find(({ derived, branches }) => derived !== branches), {
    kind: 'wrong-result',
    message: ({ derived, branches, different }) =>
      `Branches handed in: ${branches}${different < branches ? `, of which ${different} are different` : ''}. Calls of deriveKey: ${derived}.`,
    expected: 'a call for each place in the list',
    got: ({ derived }) => counted(derived, 'call'),
  });
  await run.never(({ calls }) => calls.find((call) => call.odd)?.odd, keys);
  await run.never(({ calls }) => calls.find(({ alive }) => alive !== ''), leftRunning);
});

const phraseless = 'branch 1 has no phrase';

check('a branch without a phrase ends the work', async ({ measure }) => {
  const run = await measure('silent');
  await run.equal('end', `an Error: ${phraseless}`, {
    message: 'A branch had no phrase, and the promise did not reject with an Error that says so.',
    expected: `an Error: ${phraseless}`,
    got: ({ got }) => got,
  });
  await run.never(({ late }) => late > 0, {
    kind: 'wrong-result',
    message: 'deriveKey had thrown for one branch, and was called again after that.',
    why: 'The promise rejects, so nobody will get these keys.',
    expected: 'no further key is begun',
    got: 'another call',
  });
  await run.never((outcome) => outcome.alive !== '' && outcome, leftAfterError);
  await run.never((outcome) => outcome.left !== '' && outcome, leftOpen);
  await run.never((outcome) => outcome.odd, odd('A call had failed, and the next one did not resolve to its keys.'));
});

check('an error with an empty message is an error, too', async ({ measure }) => {
  const run = await measure('mute');
  await muteErrorArrives(run, 'deriveKey');
  await run.never((outcome) => outcome.end === 'an Error: ' && outcome.alive !== '' && outcome, leftAfterError);
});

check('two nights do not disturb each other', async ({ measure }) => {
  const run = await measure('twice');
  await run.never(
    (outcome) => outcome.odd,
    odd('Two calls were in progress at the same time, and one did not resolve to its keys.'),
  );
  await run.never(
    (outcome) => outcome.again,
    odd('The same branches were asked for once more, and that call did not resolve to their keys.'),
  );
  await run.never((outcome) => outcome.calls === 0, notCalled);
  await run.never((outcome) => outcome.together < 2 * outcome.cores && outcome, {
    kind: 'not-parallel',
    message: ({ together, cores }) =>
      `Two calls were in progress, each with ${counted(cores, 'core')}. Calls of deriveKey at the same time: never more than ${together}.`,
    expected: ({ cores }) => `${2 * cores} at the same time`,
    got: ({ together }) => `at most ${together}`,
  });
  await run.never((outcome) => outcome.calls !== outcome.asked && outcome, {
    kind: 'wrong-result',
    message: ({ asked }) => `Three calls, with branches in common, asked for ${asked} keys in all.`,
    expected: ({ asked }) => `${asked} calls of deriveKey`,
    got: ({ calls }) => String(calls),
  });
  await run.never((outcome) => outcome.alive !== '' && outcome, leftRunning);
});
