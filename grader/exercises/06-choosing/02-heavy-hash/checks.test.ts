import { checks, counted, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Odd = { readonly expected: string; readonly got: string } | null;

const keys = {
  kind: 'wrong-result',
  message: 'A branch did not get its key.',
  expected: ({ odd }) => odd?.expected ?? '',
  got: ({ odd }) => odd?.got ?? '',
} satisfies Judgement<{ odd: Odd }>;

const left = {
  kind: 'leak',
  message: ({ alive }) => `The promise had settled. Threads and processes that still ran: ${alive}.`,
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<{ alive: number }>;

const heldOpen = {
  kind: 'leak',
  message: ({ left: held }) => `The promise had settled, and something still keeps the process alive: ${held}.`,
  expected: 'nothing',
  got: ({ left: held }) => held,
} satisfies Judgement<{ left: string }>;

const forked = {
  kind: 'wrong-result',
  message: ({ processes, branches }) => `Processes started for ${counted(branches, 'key')}: ${processes}.`,
  expected: 'no process: there is memory for one',
  got: ({ processes }) => String(processes),
} satisfies Judgement<{ processes: number; branches: number }>;

type Crew = { readonly threads: number; readonly branches: number; readonly cores: number };
const most = ({ branches, cores }: Crew): number => Math.min(branches, cores);
const tooMany = {
  kind: 'wrong-result',
  message: ({ threads, branches, cores }) =>
    `Threads started for ${counted(branches, 'key')} on ${counted(cores, 'core')}: ${threads}.`,
  why: 'A core computes one key at a time, whatever the number of threads that want to.',
  expected: (crew) => `at most ${most(crew)}`,
  got: ({ threads }) => String(threads),
} satisfies Judgement<Crew>;

const onLoop = {
  kind: 'blocked-loop',
  message: ({ onMain, branches }) => `${onMain} of ${counted(branches, 'key')} were derived on the main thread.`,
  why: 'While it computes a key, the event loop does not turn, and nobody at a desk is answered.',
  expected: 'none',
  got: ({ onMain }) => String(onMain),
} satisfies Judgement<{ onMain: number; branches: number }>;

const idle = {
  kind: 'not-parallel',
  message: ({ together, cores }) =>
    `Keys that were being derived at the same time, on ${counted(cores, 'core')}: never more than ${together}.`,
  expected: (crew) => `${most(crew)} at the same time`,
  got: ({ together }) => `${together} at most`,
} satisfies Judgement<Crew & { together: number }>;

check('a night takes all cores, and the desks stay open', async ({ measure }) => {
  const run = await measure('night');
  await run.never((night) => night.processes > 0 && night, forked);
  await run.never(({ calls }) => calls === 0, {
    kind: 'wrong-result',
    message: 'deriveKey from derive.ts was never called.',
    why: 'What a key is is decided by the auditors, in their function.',
  });
  await run.never((night) => night.onMain > 0 && night, onLoop);
  await run.never(({ stood }) => stood, {
    kind: 'blocked-loop',
    message: 'The main thread waited in Atomics.wait.',
    location: (place) => place,
    why: 'While it waits there, the event loop does not turn, and nobody at a desk is answered.',
  });
  await run.never((night) => night.threads > most(night) && night, tooMany);
  await run.never((night) => night.together < night.cores && night, idle);
  await run.never((night) => night.short && night, {
    kind: 'not-parallel',
    message: ({ cores }) => `A key was done, others had not been begun, and fewer than ${cores} were being derived.`,
    expected: 'the next is begun when one is done',
    got: 'a core without work',
  });
  await run.never((night) => (night.calls !== night.branches || night.once !== night.branches) && night, {
    kind: 'wrong-result',
    message: 'Not every key was derived exactly once.',
    expected: ({ branches }) => `${branches} keys, one call of deriveKey each`,
    got: ({ once, calls }) => `${counted(calls, 'call')}, for ${counted(once, 'different key')}`,
  });
  await run.never((night) => night.odd && night, keys);
  await run.never(({ untouched }) => !untouched, {
    kind: 'wrong-result',
    message: 'The list of branches was changed.',
    why: 'It belongs to the caller, and others may be reading it at the same time.',
    expected: 'the same branches in the same order afterwards',
    got: 'another list',
  });
  await run.never((night) => night.alive > 0 && night, left);
  await run.never((night) => night.left !== '' && night, heldOpen);
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
  await run.never(({ calls }) => calls.find(({ onMain }) => onMain > 0), onLoop);
  await run.never(({ calls }) => calls.find((call) => call.threads > most(call)), tooMany);
  await run.never(({ calls }) => calls.find((call) => call.together < most(call)), idle);
  await run.never(({ calls }) => calls.find(({ odd }) => odd !== null), keys);
  await run.never(({ calls }) => calls.find(({ alive }) => alive > 0), left);
});

const phraseless = 'branch 1 has no phrase';

check('a branch without a phrase ends the work', async ({ measure }) => {
  const run = await measure('silent');
  await run.equal('end', phraseless, {
    message: 'A branch had no phrase, and the promise did not reject with the error of deriveKey.',
    expected: `a rejection with Error: ${phraseless}`,
  });
  await run.never(({ late }) => late > 0, {
    kind: 'wrong-result',
    message: 'deriveKey had thrown for one branch, and was called for another one after that.',
    why: 'The caller gets none of the keys any more.',
    expected: 'no further key is begun',
    got: 'another one was',
  });
  await run.never((outcome) => outcome.alive > 0 && outcome, left);
  await run.never((outcome) => outcome.left !== '' && outcome, heldOpen);
  await run.never((outcome) => outcome.odd && outcome, {
    ...keys,
    message: 'A call had failed, and in the next one a branch did not get its key.',
  });
});

check('two nights do not disturb each other', async ({ measure }) => {
  const run = await measure('twice');
  await run.never((outcome) => outcome.odd && outcome, {
    ...keys,
    message: 'Two calls were in progress at the same time, and a branch did not get its key.',
  });
  await run.never((outcome) => outcome.again && { odd: outcome.again }, {
    ...keys,
    message: 'The same branches were asked for once more, and one did not get its key.',
  });
  await run.never((outcome) => outcome.calls !== outcome.asked && outcome, {
    kind: 'wrong-result',
    message: 'Three calls had branches in common, and not each call derived each of its keys once.',
    expected: ({ asked }) => `${asked} calls of deriveKey`,
    got: ({ calls }) => String(calls),
  });
  await run.never((outcome) => outcome.alive > 0 && outcome, left);
});
