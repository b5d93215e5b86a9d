import { checks, counted, type Conditions, type Json } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

/** As the brief says; pipes and streams hold far less. */
const mostMb = 8;

const ordinals = ['first', 'second', 'third', 'fourth'];
const listed = (ends: readonly string[]): string => ends.join(', ');

type Run = {
  readonly what: string;
  readonly ends: readonly string[];
  readonly due: readonly string[];
};

/** All runs have the endings that are due; the first that has not is reported. */
async function endAsDue<Outcome extends Json>(run: Conditions<Outcome>, runsOf: (outcome: Outcome) => readonly Run[]) {
  const differs = ({ ends, due }: Run): boolean => listed(ends) !== listed(due);
  await run.never((outcome) => runsOf(outcome).find(differs), {
    kind: 'wrong-result',
    message: ({ what, ends }) => `${what}. runPipeline gave: ${listed(ends)}.`,
    expected: ({ due }) => listed(due),
    got: ({ ends }) => listed(ends),
  });
}

const handOn = 'Three commands hand on what they read, and end with exit code 0';
const threeFine = ['exited 0', 'exited 0', 'exited 0'];

check('commands start together, and hand on at once what they have', async ({ measure }) => {
  const run = await measure('streamed');
  await run.never(({ late }) => late, {
    kind: 'over-serialised',
    message: ({ there, out }) =>
      `${counted(there, 'byte')} of input were there, and it had not ended. When nothing else could happen, output had ${counted(out, 'byte')}.`,
    expected: ({ there }) => `${counted(there, 'byte')} at output`,
    got: ({ read, out }) =>
      `${read.map((bytes, at) => `${counted(bytes, 'byte')} read by the ${ordinals[at]} command`).join(', ')}; ${out} at output`,
  });
  await endAsDue(run, ({ ends }) => [{ what: handOn, ends, due: threeFine }]);
  await run.never(({ intact, bytes, there }) => (!intact || bytes !== there) && { bytes, there }, {
    kind: 'wrong-result',
    message: 'Three commands hand on what they read, and other bytes came out than had been in input.',
    expected: ({ there }) => `the same ${counted(there, 'byte')}`,
    got: ({ bytes, there }) => (bytes === there ? `${bytes} others` : counted(bytes, 'byte')),
  });
  const meeting = await measure('together');
  await meeting.never((outcome) => outcome.together < 3 && outcome, {
    kind: 'over-serialised',
    message: ({ together }) =>
      `Three commands read nothing before all three are there. At most ${together} were there at a time.`,
    expected: '3 at the same time',
    got: ({ together }) => `${together}`,
  });
  await endAsDue(meeting, ({ ends }) => [{ what: handOn, ends, due: threeFine }]);
});

type Handed = {
  readonly ends: readonly string[];
  readonly settled: readonly string[];
  readonly intact: boolean;
  readonly bytes: number;
  readonly taken: number;
  readonly finished: boolean;
};

/** Three commands handed on their input, and `output` was slow. */
async function allCameOut(run: Conditions<Handed>): Promise<void> {
  await endAsDue(run, ({ ends }) => [{ what: handOn, ends, due: threeFine }]);
  await run.never(({ settled: [first] }) => first !== undefined && { first }, {
    kind: 'wrong-result',
    message: ({ first }) => `runPipeline settled when output ${first}.`,
    expected: 'it settles when output has finished',
  });
  await run.never(({ intact, bytes, taken }) => (!intact || bytes !== taken) && { bytes, taken }, {
    kind: 'wrong-result',
    message: 'Three commands hand on what they read, and other bytes came out than had been in input.',
    expected: 'the same bytes',
    got: ({ bytes, taken }) => (bytes === taken ? 'others' : `${bytes < taken ? 'fewer' : 'more'} bytes`),
  });
  await run.never(({ finished }) => !finished && { finished }, {
    kind: 'wrong-result',
    message: 'runPipeline settled, and output had not finished.',
  });
}

check('while output takes nothing, everybody waits', async ({ measure }) => {
  // This run first, as what happens in it is the same on every machine.
  await allCameOut(await measure('slow'));
  const run = await measure('held');
  await run.never(({ takenMb }) => takenMb > mostMb && { takenMb }, {
    kind: 'wrong-result',
    message: `output had not taken anything yet, and more than ${mostMb} MiB of input had been taken.`,
    expected: `at most ${mostMb} MiB`,
    got: 'more',
  });
  await allCameOut(run);
});

check('each command has its own ending, and is waited for', async ({ measure }) => {
  const run = await measure('endings');
  await endAsDue(run, ({ runs }) => runs);
  await run.never(
    ({ runs }) =>
      runs
        .flatMap(({ what, stderr, complaints }) =>
          complaints.map((due, at) => ({ what, at, due: JSON.stringify(due), got: JSON.stringify(stderr[at] ?? '') })),
        )
        .find(({ due, got }) => due !== got),
    {
      kind: 'wrong-result',
      message: ({ what, at, got }) => `${what}. As stderr of the ${ordinals[at]} one runPipeline gave ${got}.`,
      expected: ({ due }) => due,
      got: ({ got }) => got,
    },
  );
  await run.empty('left', { kind: 'leak', message: ([first]) => `runPipeline has resolved, and ${first}.` });
});

for (const [title, scenario] of [
  ['a command that ends early is no error', 'early'],
  ['a command that is not there is an ending like any other', 'absent'],
] as const) {
  check(title, async ({ measure }) => {
    const run = await measure(scenario);
    await endAsDue(run, ({ runs }) => runs);
    await run.never(({ runs }) => runs.find(({ whole }) => whole), {
      kind: 'wrong-result',
      message: ({ what }) => `${what}. All 32 MiB of input were taken.`,
      expected: 'a small part of it',
    });
    await run.never(({ runs }) => runs.find(({ text, dueText }) => text !== dueText), {
      kind: 'wrong-result',
      message: ({ what, bytes }) => `${what}. output had ${counted(bytes, 'byte')}.`,
      expected: ({ dueText }) => JSON.stringify(dueText),
      got: ({ text }) => JSON.stringify(text),
    });
    await run.never(({ runs }) => runs.find(({ finished }) => !finished), {
      kind: 'wrong-result',
      message: ({ what }) => `${what}. runPipeline resolved, and output had not finished.`,
    });
    await run.never(({ runs }) => runs.find(({ closed }) => !closed), {
      kind: 'leak',
      message: ({ what }) => `${what}. runPipeline resolved, and input was not destroyed.`,
    });
    await run.empty('left', { kind: 'leak', message: ([first]) => `runPipeline has resolved, and ${first}.` });
  });
}

check('commands complain at length, and get their arguments as they are', async ({ measure }) => {
  const run = await measure('complaints');
  const grumble = 'Three commands write more to standard error than a pipe holds, and then hand on what they read';
  await endAsDue(run, ({ ends }) => [{ what: grumble, ends, due: threeFine }]);
  const all = 'all of it';
  await run.never(
    ({ bytes, kept }) => kept.some((got) => got !== all) && { bytes, at: kept.findIndex((got) => got !== all), kept },
    {
      kind: 'wrong-result',
      message: ({ bytes, at, kept }) =>
        `Each of three commands writes ${counted(bytes, 'byte')} to standard error. stderr of the ${ordinals[at]} one had: ${kept[at]}.`,
      expected: all,
      got: ({ kept }) => listed(kept),
    },
  );
  const single = await measure('words');
  await endAsDue(single, ({ ends }) => [
    {
      what: 'A single command writes the arguments that it got; its output finishes, and emits no close event',
      ends,
      due: ['exited 0'],
    },
  ]);
  await single.equal('text', ({ words }) => words, {
    message: 'A command writes the arguments that it got. Something else came out at output.',
  });
});
