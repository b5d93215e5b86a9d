import { checks } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

check('each ending is told apart', async ({ measure }) => {
  const run = await measure('endings');
  await run.never(({ blocking }) => blocking, {
    kind: 'blocked-loop',
    message: ({ name }) => `${name} stops the event loop until the command has ended.`,
    location: ({ location }) => location,
  });
  await run.never(({ cases }) => cases.find(({ expected, got }) => got !== expected), {
    kind: 'wrong-result',
    message: ({ what, got }) => `A command that ${what} was told as: ${got}.`,
    expected: ({ expected }) => expected,
    got: ({ got }) => got,
  });
  await run.empty('left', { kind: 'leak', message: ([first]) => `The commands have all ended, and ${first}.` });
  const other = await measure('refused');
  await other.never(({ got }) => !got.startsWith('a rejection') && { got }, {
    kind: 'wrong-result',
    message: ({ got }) => `A folder was to be run as a program, which the system refuses, and run told: ${got}.`,
    expected: 'a rejection with the error of the system',
    got: ({ got }) => got,
  });
});

check('all that was written is told', async ({ measure }) => {
  const run = await measure('streams');
  await run.equal(
    'short',
    { stdout: 'out', stderr: 'err' },
    {
      message: 'A command wrote "out" and, to standard error, "err", and ended with exit code 3.',
    },
  );
  await run.never(({ much }) => (much.stdout !== 'right' || much.stderr !== 'right') && much, {
    kind: 'wrong-result',
    message: ({ bytes }) =>
      `A command wrote ${bytes} bytes to each of its streams, and not all came back as they were.`,
    expected: 'all of both',
    got: ({ stdout, stderr }) => `stdout: ${stdout}, stderr: ${stderr}`,
  });
  await run.equal(
    'later',
    { stdout: 'first last', stderr: 'last' },
    {
      message:
        'A command wrote "first " and ended; a program that it had started wrote "last" to both streams after that.',
    },
  );
});

check('a command gets its arguments, and no input', async ({ measure }) => {
  const run = await measure('input');
  await run.equal('echo', ({ words }) => words, { message: 'The command did not get its arguments as they are.' });
  await run.equal('read', '0 bytes', {
    message: 'A command that reads its standard input did not find the end at once.',
  });
});

check('a command that is out of time is ended', async ({ measure }) => {
  const run = await measure('late');
  await run.never(({ state }) => state === 'through' && { state }, {
    kind: 'wrong-result',
    message: 'A command refused SIGTERM, and went on after its time until it ended by itself.',
    expected: 'it is ended by SIGKILL',
    got: 'it went on',
  });
  await run.equal('got', 'timed-out', { message: 'A command still ran when its time was over.' });
  await run.never(({ alive }) => alive && { alive }, {
    kind: 'leak',
    message: 'run resolved before the command that was out of time had ended.',
  });
  await run.empty('left', { kind: 'leak', message: ([first]) => `run has resolved, and ${first}.` });
});

check('commands run at the same time', async ({ measure }) => {
  const run = await measure('together');
  await run.equal('ends', ['exited 0', 'exited 0', 'exited 0'], {
    message: 'Three commands were run at the same time, and all of them end with exit code 0.',
  });
  await run.never(({ together }) => together < 3 && { together }, {
    kind: 'over-serialised',
    message: ({ together }) =>
      `Three calls of run were made at once, and at most ${together} of the commands ran at a time.`,
    expected: '3 at the same time',
    got: ({ together }) => `${together}`,
  });
});
