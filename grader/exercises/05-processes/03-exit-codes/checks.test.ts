import { checks, counted, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Streams = { readonly stdout: string; readonly stderr: string };

const inWords = ({ stdout, stderr }: Streams): string =>
  `stdout: ${JSON.stringify(stdout)}, stderr: ${JSON.stringify(stderr)}`;

/**
 * What `run` gave instead of what was written.
 * @param got a text where it gave no streams at all
 */
function amiss(got: string | Streams, due: Streams) {
  if (typeof got === 'string') return { gave: got, got };
  const stream = (['stdout', 'stderr'] as const).find((name) => got[name] !== due[name]);
  return stream && { gave: `${JSON.stringify(got[stream])} as its ${stream}`, got: inWords(got) };
}

/** @param what the command did: `A command wrote a line` */
const written = (what: string, due: Streams) =>
  ({
    kind: 'wrong-result',
    message: ({ gave }) => `${what}, and run gave ${gave}.`,
    expected: inWords(due),
    got: ({ got }) => got,
  }) satisfies Judgement<{ gave: string; got: string }>;

check('an exit code and a signal are told apart', async ({ measure }) => {
  const run = await measure('endings');
  await run.never(({ blocking }) => blocking, {
    kind: 'blocked-loop',
    message: ({ name }) => `${name} stops the event loop until the command has ended.`,
    location: ({ location }) => location,
  });
  await run.never(({ cases }) => cases.find(({ expected, got }) => got !== expected), {
    kind: 'wrong-result',
    message: ({ what, got }) => `${what}, and run gave: ${got}.`,
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  });
  await run.empty('left', { kind: 'leak', message: ([first]) => `The commands have all ended, and ${first}.` });
});

check('a program that is not there is an answer, other errors reject', async ({ measure }) => {
  const run = await measure('refused');
  await run.never(({ missing }) => missing !== 'not-found' && { missing }, {
    kind: 'wrong-result',
    message: ({ missing }) => `There is no program of the name that run was given, and run gave: ${missing}.`,
    expected: 'not-found',
    got: ({ missing }) => missing,
  });
  await run.never(({ text }) => !text.startsWith('a rejection') && { text }, {
    kind: 'wrong-result',
    message: ({ text }) => `A text file was to be run as a program, which the system refuses, and run gave: ${text}.`,
    expected: "a rejection with the system's error",
    got: ({ text }) => text,
  });
  await run.never(({ cut }) => !cut.startsWith('a rejection') && { cut }, {
    kind: 'wrong-result',
    message: ({ cut }) =>
      `An argument had a NUL character in it, with which Node starts no program, and run gave: ${cut}.`,
    expected: "a rejection with Node's error",
    got: ({ cut }) => cut,
  });
  await run.empty('left', { kind: 'leak', message: ([first]) => `No program was started, and ${first}.` });
});

check('everything that was written is in the ending', async ({ measure }) => {
  const run = await measure('streams');
  const short = { stdout: ' out\n', stderr: ' err\n' };
  const two = 'A command wrote a line to standard output and one to standard error';
  await run.never((outcome) => amiss(outcome.short, short), written(`${two}, ended with exit code 3`, short));
  await run.never(
    ({ killed }) => killed !== null && amiss(killed, short),
    written(`${two}, was ended by SIGTERM`, short),
  );
  await run.never(({ much }) => (much.stdout !== 'all of it' || much.stderr !== 'all of it') && much, {
    kind: 'wrong-result',
    message: ({ bytes, end }) =>
      `A command wrote ${counted(bytes, 'byte')} to each of its streams, and run gave: ${end}.`,
    expected: 'stdout: all of it, stderr: all of it',
    got: ({ stdout, stderr }) => `stdout: ${stdout}, stderr: ${stderr}`,
  });
  const all = { stdout: 'first last', stderr: 'last' };
  await run.never(
    ({ later }) => amiss(later, all),
    written('A command wrote "first " and ended, a program that it had started wrote "last" to both streams', all),
  );
});

check('a command gets its arguments, and no input', async ({ measure }) => {
  const run = await measure('input');
  await run.equal('echo', ({ words }) => words, { message: 'The command did not get its arguments as they are.' });
  await run.never(({ read, own }) => read !== '0 bytes' && { read, isOwn: read === own }, {
    kind: 'wrong-result',
    message: ({ read, isOwn }) =>
      `A command read its standard input to the end, to tell how much there was; run gave: ${read}.${isOwn ? ' That is as much as the program that called run had in its own standard input.' : ''}`,
    expected: '0 bytes',
    got: ({ read }) => read,
  });
});

check('a command that is out of time is ended', async ({ measure }) => {
  const run = await measure('late');
  await run.never(({ heard }) => heard !== '' && { heard }, {
    kind: 'wrong-result',
    message: ({ heard }) => `A command was out of time and got ${heard}, which a program may refuse.`,
    expected: 'SIGKILL',
    got: ({ heard }) => heard,
  });
  await run.equal('end', 'timed-out', { message: 'A command still ran when its time was over.' });
  await run.never(({ alive }) => alive && { alive }, {
    kind: 'leak',
    message: 'run resolved, and had not waited for the end of the command that was out of time.',
  });
  const short = { stdout: ' out\n', stderr: ' err\n' };
  await run.never(
    (outcome) => outcome.hasWritten && amiss(outcome.written, short),
    written('A command had written a line to each of its streams when its time was over', short),
  );
  await run.empty('left', { kind: 'leak', message: ([first]) => `run has resolved, and ${first}.` });
});

const ordinals = ['first', 'second', 'third'];
const writtenBy = (id: number): Streams => ({ stdout: `out ${id}`, stderr: `err ${id}` });

check('commands run at the same time', async ({ measure }) => {
  const run = await measure('together');
  await run.equal(({ all }) => all.map(({ end }) => end), ['exited 0', 'exited 0', 'exited 0'], {
    message: ({ got }) =>
      `Three commands were run at the same time, each of which ends with exit code 0, and run gave: ${got}.`,
  });
  await run.never(({ together }) => together < 3 && { together }, {
    kind: 'over-serialised',
    message: ({ together }) =>
      `Three calls of run were made at once, and at most ${together} of the commands ran at a time.`,
    expected: '3 at the same time',
    got: ({ together }) => `${together}`,
  });
  await run.never(
    ({ all }) => {
      const id = all.findIndex((got, index) => amiss(got, writtenBy(index)));
      const got = all[id];
      return got && { id, gave: amiss(got, writtenBy(id))?.gave ?? '', got: inWords(got) };
    },
    {
      kind: 'wrong-result',
      message: ({ id, gave }) =>
        `Three commands ran at the same time, and run gave ${gave} for the ${ordinals[id]} one.`,
      expected: ({ id }) => inWords(writtenBy(id)),
      got: ({ got }) => got,
    },
  );
});
