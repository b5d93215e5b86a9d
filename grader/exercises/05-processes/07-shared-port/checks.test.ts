/* oxlint-disable max-lines -- eight runs, each with what it must not show */
import { checks, counted, type Conditions, type Json } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Crowd = { readonly workers: number; readonly peak: number };
type Close = {
  readonly closing: string;
  readonly early: number;
  readonly timers: number;
  readonly left: number;
  readonly held: string;
};

const answered = 'an answer';
const ended = 'the connection ended without an answer';
const silence = 'no answer, and the connection did not end';

/** The first question that should have been answered, and was not. */
type Unanswered = { readonly story: string; readonly got: string } | undefined;

async function allAnswered<Outcome extends Json>(
  run: Conditions<Outcome>,
  questions: (outcome: Outcome) => readonly (readonly [story: string, got: string])[],
): Promise<void> {
  const look = (outcome: Outcome): Unanswered => {
    const [story, got] = questions(outcome).find(([, end]) => end !== answered) ?? [];
    return story === undefined || got === undefined ? undefined : { story, got };
  };
  await run.never(look, {
    kind: 'wrong-result',
    message: ({ story, got }) => `${story} What came of it: ${got}.`,
    expected: answered,
    got: ({ got }) => got,
  });
}

async function atMostWorkers(run: Conditions<Crowd>): Promise<void> {
  await run.never((outcome) => outcome.peak > outcome.workers && outcome, {
    kind: 'wrong-result',
    message: ({ workers }) => `A service of ${counted(workers, 'process')} ran more than that at the same time.`,
    expected: ({ workers }) => `at most ${workers}`,
    got: ({ workers }) => `more than ${workers}`,
  });
}

/** @param look gives how many processes there are, and how many there must be */
async function allRun<Outcome extends Json>(
  run: Conditions<Outcome>,
  look: (outcome: Outcome) => readonly { readonly story: string; readonly due: number; readonly runs: number }[],
): Promise<void> {
  await run.never((outcome) => look(outcome).find(({ due, runs }) => due !== runs), {
    kind: 'wrong-result',
    message: ({ story, runs }) =>
      `${story} When all had come to rest, ${runs === 1 ? '1 process was' : `${runs} processes were`} running.`,
    expected: ({ due }) => String(due),
    got: ({ runs }) => String(runs),
  });
}

async function closes(run: Conditions<Close>): Promise<void> {
  await run.equal('closing', 'resolved', {
    message: 'close was called, all clients had hung up, and the promise did not resolve.',
  });
  await run.never(({ early }) => early > 0 && { early }, {
    kind: 'leak',
    message: 'close resolved, and a process of the service still ran at that moment.',
    expected: 'close resolves when the last process has ended',
  });
  await run.never(({ timers }) => timers > 0, {
    kind: 'leak',
    message: 'close resolved, and a timer still ran in your program.',
    expected: 'no timer is left',
  });
  await leavesNothing(run);
}

async function leavesNothing(run: Conditions<{ readonly left: number; readonly held: string }>): Promise<void> {
  await run.never(({ left }) => left > 0 && { left }, {
    kind: 'leak',
    message: ({ left }) => `${counted(left, 'process')} still ran after close.`,
    expected: 'none',
    got: ({ left }) => String(left),
  });
  await run.never(({ held }) => held !== '' && { held }, {
    kind: 'leak',
    message: ({ held }) => `The service was closed, and your program still held: ${held}.`,
    expected: 'nothing',
    got: ({ held }) => held,
  });
}

/** How a process is made to die, in words. */
function deathOf(way: string): string {
  return way === 'crash' ? 'by SIGKILL' : `with exit code ${way.slice('exit '.length)}`;
}

check('connections are spread over all processes', async ({ measure }) => {
  const run = await measure('spread');
  await atMostWorkers(run);
  await run.never(({ inOwnProgram }) => inOwnProgram, {
    kind: 'wrong-result',
    message: 'A connection was served by the process that startService was called in.',
    why: 'What ends the process of a connection must not end your program.',
    expected: 'connections are served by the processes of the service',
  });
  await allAnswered(run, ({ answers }) =>
    answers.map((got) => ['A client opened a connection, and asked a question.', got]),
  );
  await run.never((outcome) => outcome.firstCounts.length < outcome.workers && outcome, {
    kind: 'over-serialised',
    message: ({ workers, firstCounts }) =>
      `${workers} connections were opened, and stayed open. The service has ${workers} processes, and ${counted(firstCounts.length, 'process')} served all of them.`,
    expected: ({ workers }) => `${workers} processes, with a connection each`,
    got: ({ firstCounts }) => String(firstCounts.length),
  });
  await run.never((outcome) => outcome.together < outcome.workers && outcome, {
    kind: 'over-serialised',
    message: ({ workers, together }) =>
      `${workers} clients of as many processes asked at the same time, and never more than ${together} of the questions was being worked on.`,
    expected: ({ workers }) => `${workers} at the same time`,
    got: ({ together }) => String(together),
  });
  await run.never(({ counts, workers }) => counts.some((count) => count !== counts[0]) && { counts, workers }, {
    kind: 'over-serialised',
    message: ({ counts, workers }) =>
      `${2 * workers} connections were opened, one after the other, and stayed open. So many of them each of the ${workers} processes has: ${counts.join(', ')}.`,
    expected: ({ workers }) => Array.from({ length: workers }, () => 2).join(', '),
    got: ({ counts }) => counts.join(', '),
  });
  await run.never((outcome) => outcome.lateElsewhere > 0 && outcome, {
    kind: 'over-serialised',
    message: ({ lateElsewhere }) =>
      `Two processes had two connections each, and the third had none any more: its clients had hung up. Two connections were opened then, and ${lateElsewhere === 2 ? 'both' : 'one of them'} went to a process that had two.`,
    expected: 'both go to the process with the fewest',
  });
  await allRun(run, ({ workers, alive }) => [
    { story: `A service of ${workers} processes was started.`, due: workers, runs: alive },
  ]);
  await run.never(({ elsewhere }) => elsewhere === answered, {
    kind: 'wrong-result',
    message: 'A client connected to another address of this machine, 127.0.0.2, and got an answer.',
    expected: 'the port is open on 127.0.0.1 only',
  });
  await closes(run);
});

check('a death costs the connections of one process, and is made up for', async ({ measure }) => {
  const run = await measure('deaths');
  await atMostWorkers(run);
  await run.never(({ rounds }) => rounds.some(({ apart }) => !apart), {
    kind: 'over-serialised',
    message: 'Two processes had no connection. Two were opened, and one process serves both.',
    expected: 'one for each',
  });
  await run.never(({ rounds }) => rounds.find(({ end }) => end !== ended), {
    kind: 'wrong-result',
    message: ({ way, end }) => `A process died ${deathOf(way)} of a question. What came of that question: ${end}.`,
    expected: ended,
    got: ({ end }) => end,
  });
  await allAnswered(run, ({ rounds }) =>
    rounds.flatMap(
      ({ way, still, next }) =>
        [
          [`A process died ${deathOf(way)}. A client of the other process asked a question.`, still],
          [
            `A process died ${deathOf(way)}. A client opened a connection later, and asked a question.`,
            next ?? answered,
          ],
        ] as const,
    ),
  );
  await allRun(run, ({ workers, rounds, afterIdle, toll, afterToll }) => [
    ...rounds.map(({ way, alive }) => ({
      story: `One of ${workers} processes died ${deathOf(way)}.`,
      due: workers,
      runs: alive,
    })),
    {
      story: `One of ${workers} processes was ended from outside, while it had no connection.`,
      due: workers,
      runs: afterIdle,
    },
    {
      story: `By now ${toll} processes of a service of ${workers} had died.`,
      due: workers,
      runs: afterToll,
    },
  ]);
  await run.never(({ rounds }) => rounds.find(({ isFresh }) => isFresh === false), {
    kind: 'over-serialised',
    message: ({ way }) =>
      `One of two processes died ${deathOf(way)}, and the other had a connection. The next connection went to that one.`,
    expected: 'it goes to the new process, which has none',
  });
  await closes(run);
});

const bothEnded = 'Both processes were ended from outside in one moment.';

check('the port stays open when all processes die', async ({ measure }) => {
  const run = await measure('moment');
  await atMostWorkers(run);
  await allAnswered(run, ({ before, manyClients, after, later }) => {
    const story = bothEnded;
    return [
      ['A client opened a connection, and asked a question.', before],
      ...after.map(
        (got) =>
          [
            `${story} Then ${manyClients} clients opened connections, and each asked a question. At least one question was not answered.`,
            got,
          ] as const,
      ),
      [`${story} Some time later a client opened a connection, and asked a question.`, later],
    ];
  });
  await run.never(({ meanwhile }) => meanwhile === silence, {
    kind: 'stuck',
    message:
      'All processes were ended from outside, and before your program could hear of it a client opened a connection. It got no answer, and its connection did not end.',
    expected: 'an answer, or the end of the connection',
    got: silence,
  });
  await allRun(run, ({ workers, alive }) => [{ story: bothEnded, due: workers, runs: alive }]);
  await closes(run);
});

check('nobody waits for a process that is gone', async ({ measure }) => {
  const run = await measure('busyDeath');
  await allAnswered(run, ({ first }) => [['A client opened a connection, and asked a question.', first]]);
  await run.never(({ end }) => end === silence && { end }, {
    kind: 'stuck',
    message:
      'A process worked on a question for ever, and was ended from outside. The connection of its client did not end.',
    expected: ended,
    got: silence,
  });
  await run.never(({ ends }) => ends.includes(silence) && { count: ends.filter((end) => end === silence).length }, {
    kind: 'stuck',
    message: ({ count }) =>
      `The only process of a service was busy. Four clients opened connections, and asked. Then the process was ended from outside. When nothing else happened any more, ${count} of the clients had heard nothing.`,
    expected: 'each gets an answer, or its connection ends',
    got: silence,
  });
  await allAnswered(run, ({ after }) => [
    ['A busy process was ended from outside. A client opened a connection later, and asked a question.', after],
  ]);
  await closes(run);
});

check('closing lets connections come to their end', async ({ measure }) => {
  const run = await measure('closing');
  await run.never(({ late }) => late === answered, {
    kind: 'wrong-result',
    message: 'A connection was opened after close had been called, and it was served.',
    expected: 'nobody new gets in',
  });
  await run.never(({ late }) => late === silence, {
    kind: 'stuck',
    message: 'A connection was opened after close had been called. It was neither refused nor ended.',
    expected: 'nobody new gets in',
  });
  await allAnswered(run, ({ workers, first, again }) => {
    return [
      ...first.map((got, index) => {
        const what = index < workers ? 'was being worked on' : 'waited';
        return [`Six connections were open, and a question ${what} when close was called.`, got] as const;
      }),
      ...again.map(
        (got) =>
          ['Six connections were open when close was called. Later one of the clients asked again.', got] as const,
      ),
    ];
  });
  await run.never(({ tooEarly }) => tooEarly, {
    kind: 'wrong-result',
    message: 'close resolved while connections were open.',
    expected: 'it resolves when the last process has ended, which serves its connections to their end',
  });
  await run.never(
    ({ shares, workers }) =>
      shares.length > 0 && (shares.length < workers || shares[0] !== shares.at(-1)) && { shares, workers },
    {
      kind: 'over-serialised',
      message: ({ shares, workers }) =>
        `Six connections were open: two were opened one after the other, and then four at once. Connections that each process of a service of ${workers} served: ${shares.join(', ')}.`,
      expected: '3, 3',
      got: ({ shares }) => shares.join(', '),
    },
  );
  await closes(run);
  const dusk = await measure('lastDeath');
  await dusk.never(({ end }) => end !== ended && { end }, {
    kind: 'wrong-result',
    message: ({ end }) =>
      `close was called, and then a process died of a question. What came of that question: ${end}.`,
    expected: ended,
    got: ({ end }) => end,
  });
  await allAnswered(dusk, ({ still }) => [
    ['close was called, and then a process died. A client of the other process asked a question.', still],
  ]);
  await dusk.never(({ started, workers }) => started > workers && { workers }, {
    kind: 'wrong-result',
    message: ({ workers }) =>
      `A service of ${workers} processes was closing when one of them died. In all, more than ${workers} were started.`,
    expected: 'no new process after close',
  });
  await closes(dusk);
  const early = await measure('badMoments');
  await early.never(({ ends }) => ends.find(({ how }) => how !== 'resolved'), {
    kind: 'wrong-result',
    message: ({ story, how }) =>
      `${story} ${how.startsWith('rejected') ? `It ${how}` : 'The promise did not resolve'}.`,
    expected: 'resolved',
    got: ({ how }) => how,
  });
  await early.never(({ ends }) => ends.find((end) => end.early > 0), {
    kind: 'leak',
    message: ({ story }) => `${story} It resolved, and a process of the service still ran at that moment.`,
    expected: 'close resolves when the last process has ended',
  });
  await early.never(({ ends }) => ends.find((end) => end.timers > 0), {
    kind: 'leak',
    message: ({ story }) => `${story} It resolved, and a timer still ran in your program.`,
    expected: 'no timer is left',
  });
  await early.never(
    ({ ends, workers }) => {
      const end = ends.find(({ started, most }) => started > most);
      return end && { ...end, workers };
    },
    {
      kind: 'wrong-result',
      message: ({ story, workers, most }) =>
        `${story} The service, of ${workers} processes, started more than ${most} in all.`,
      expected: 'no new process after close',
    },
  );
  await leavesNothing(early);
});

check('two services do not disturb each other', async ({ measure }) => {
  const run = await measure('two');
  await run.never(({ samePort }) => samePort, {
    kind: 'wrong-result',
    message: 'Two services were asked for any free port, and both have the same.',
    expected: 'a port for each',
  });
  await run.equal('taken', 'rejected: EADDRINUSE', {
    message: 'A service was asked for a port that another one has.',
  });
  await run.never(({ end }) => end !== ended && { end }, {
    kind: 'wrong-result',
    message: ({ end }) => `A process died of a question. What came of that question: ${end}.`,
    expected: ended,
    got: ({ end }) => end,
  });
  await allAnswered(run, ({ by, still, next }) => [
    ...by.map((got) => ['Two services were open. A client of one asked a question.', got] as const),
    ['The other service was closed. A client that was connected to this one asked a question.', still],
    ['The other service was closed. A client opened a connection to this one, and asked a question.', next],
  ]);
  await run.equal('closingOne', 'resolved', {
    message: 'The first of two services was closed. It had no connection any more, and the promise did not resolve.',
  });
  await run.never(({ late }) => late === answered, {
    kind: 'wrong-result',
    message: 'The first of two services was closed. A client opened a connection to its port, and was served.',
    expected: 'nobody new gets in',
  });
  await allRun(run, ({ alive, aliveAfterTaken, aliveAfterDeath, aliveAfterClose }) => {
    const story = 'A service of one process and a service of two were started.';
    return [
      { story, due: 3, runs: alive },
      { story: `${story} A third one could not be, as its port was taken.`, due: 3, runs: aliveAfterTaken },
      { story: `${story} A process of the first died.`, due: 3, runs: aliveAfterDeath },
      { story: `${story} The first was closed.`, due: 2, runs: aliveAfterClose },
    ];
  });
  await closes(run);
});
