/* oxlint-disable max-lines -- six runs, each with what it must not show */
import { checks, counted, type Conditions, type Json, type Judgement } from '../../../harness/index.ts';
import type * as scenarios from './scenarios.ts';

const check = checks<typeof scenarios>();

type Takers = { readonly takers: number; readonly versions: readonly string[]; readonly unanswered: boolean };
type Step = {
  readonly takers: number;
  readonly unanswered: boolean;
  readonly meanwhile: Takers;
  readonly lostHeld: number;
  readonly lostFresh: number;
};

const resolved = 'resolved';
const rejected = 'rejected with an Error';
const endless = 'a promise that never settles';

type End<Outcome> = {
  readonly call: string;
  /** How the call ended, and how it should have ended. */
  readonly of: (outcome: Outcome) => string | undefined;
  readonly due?: string;
  /** What happened. */
  readonly story?: string;
};

async function ends<Outcome extends Json>(run: Conditions<Outcome>, end: End<Outcome>): Promise<void> {
  const { call, of, due = resolved, story = '' } = end;
  await run.never((outcome) => of(outcome) === endless, {
    kind: 'stuck',
    message: `${story} The promise of ${call} never settles.`.trimStart(),
    why: 'Nothing was left to happen: no request, no timer, no message.',
    expected: due,
    got: 'pending for ever',
  });
  await run.equal((outcome) => of(outcome) ?? '', due, {
    message: ({ got }) => `${story} ${call} ${got.startsWith('a') ? `gave ${got}` : got}.`.trimStart(),
  });
}

const lost = (look: string) =>
  ({
    kind: 'wrong-result',
    message: ({ count }) => `${look} Of these, ${counted(count, 'request')} never got an answer.`,
    expected: 'each is answered',
    got: ({ count }) => `${count} lost`,
  }) satisfies Judgement<{ count: number }>;

async function nobodyWasForced(run: Conditions<{ readonly forced: number }>): Promise<void> {
  await run.never(({ forced }) => forced > 0 && { forced }, {
    kind: 'wrong-result',
    message: 'Every request had been answered, and still a process was ended by a signal.',
    expected: 'it ends by itself, whatever connections its clients keep open',
    got: 'ended by a signal',
  });
}

type Crowd = { readonly size: number; readonly peak: number };

async function oneMoreAtMost(run: Conditions<Crowd>): Promise<void> {
  await run.never((outcome) => outcome.peak > outcome.size + 1 && outcome, {
    kind: 'wrong-result',
    message: ({ size }) => `A service of ${size} ran more than ${counted(size + 1, 'process')} at a time.`,
    expected: ({ size }) => `at most ${size + 1}`,
    got: ({ size }) => `more than ${size + 1}`,
  });
}

type Crew = {
  readonly size: number;
  readonly oldAlive: number;
  readonly running: number;
  readonly after: Takers | null;
};

/** At the moment when the restart resolved, and afterwards. */
async function replaced(run: Conditions<Crew>): Promise<void> {
  await run.never(({ oldAlive }) => oldAlive > 0 && { oldAlive }, {
    kind: 'leak',
    message: 'restart resolved, and an old process still ran at that moment.',
    expected: 'it resolves when the last old one has ended',
  });
  await run.never((outcome) => outcome.running !== outcome.size && outcome, {
    kind: 'wrong-result',
    message: ({ running }) => `restart resolved. At that moment ${counted(running, 'process')} ran.`,
    expected: ({ size }) => String(size),
    got: ({ running }) => String(running),
  });
  await servedBy(run, 'v2', 'After restart("v2")');
}

/** All processes take connections, and run this version. */
async function servedBy(
  run: Conditions<{ readonly size: number; readonly after: Takers | null }>,
  version: string,
  when: string,
): Promise<void> {
  await run.never(({ after }) => after?.unanswered, {
    kind: 'wrong-result',
    message: `${when}, a request on a new connection was not answered.`,
    expected: 'it is answered',
    got: 'no answer',
  });
  await run.never(({ after }) => after?.versions.find((other) => other !== version), {
    kind: 'wrong-result',
    message: (other) => `${when}, a request on a new connection was answered by ${other}.`,
    expected: version,
    got: (other) => other,
  });
  await run.never(({ after, size }) => after && after.takers < size && { size, takers: after.takers }, {
    kind: 'wrong-result',
    message: ({ size }) => `${when}, not all of the ${size} processes took connections.`,
    expected: ({ size }) => String(size),
    got: ({ takers }) => String(takers),
  });
}

async function rolls(run: Conditions<Rolled>): Promise<void> {
  await run.never((outcome) => outcome.notKept > 0 && { count: outcome.notKept, of: 2 * outcome.size }, {
    kind: 'wrong-result',
    message: ({ count, of }) =>
      `Before any restart, ${of} clients each sent a second request on their connection. Requests without an answer: ${count}.`,
    expected: 'connections are kept alive',
  });
  await run.never(({ endedEarly }) => endedEarly, {
    kind: 'wrong-result',
    message: 'A process of v2 was still loading when it ended.',
    expected: 'it loads, however long that takes',
  });
  await run.never(({ steps }) => steps.find(({ unanswered }) => unanswered), {
    kind: 'wrong-result',
    message: 'A process of v2 was starting. A request that came on a new connection meanwhile got no answer.',
    expected: 'the others answer it',
    got: 'no answer',
  });
  await run.never(
    ({ steps, size }) => {
      const step = steps.find((each) => each.takers < size);
      return step && { size, takers: step.takers };
    },
    {
      kind: 'wrong-result',
      message: ({ takers }) =>
        `A process of v2 was starting. Meanwhile new connections were taken by ${counted(takers, 'process')}.`,
      expected: ({ size }) => `${size} at every moment`,
      got: ({ takers }) => String(takers),
    },
  );
  await run.never(({ steps }) => steps.some(({ meanwhile }) => meanwhile.unanswered), {
    kind: 'wrong-result',
    message:
      'A process of v2 had become ready, while older requests were still waiting. A request on a new connection got no answer.',
    expected: 'it is answered',
    got: 'no answer',
  });
  await run.never(
    ({ steps, size }) => {
      const step = steps.find(({ meanwhile }) => meanwhile.takers < size);
      return step && { size, takers: step.meanwhile.takers };
    },
    {
      kind: 'wrong-result',
      message: ({ takers }) =>
        `A process of v2 had become ready, while older requests were still waiting. New connections were taken by ${counted(takers, 'process')}.`,
      expected: ({ size }) => `${size} at every moment`,
      got: ({ takers }) => String(takers),
    },
  );
  await run.never(({ steps, size }) => steps.length === size && steps.at(-1)?.meanwhile.versions.includes('v1'), {
    kind: 'wrong-result',
    message: 'The last process of v2 had been ready for a while. Then a process of v1 took a new connection.',
    expected: 'v2: all processes of v1 have been asked to end, and take no new ones',
    got: 'v1',
  });
  const sum = (steps: readonly Step[], field: 'lostHeld' | 'lostFresh') => {
    const count = steps.map((step) => step[field]).reduce((total, each) => total + each, 0);
    return count > 0 && { count };
  };
  await run.never(
    ({ steps }) => sum(steps, 'lostHeld'),
    lost('Requests had begun before a new process became ready, and had no answer by then.'),
  );
  await run.never(
    ({ steps }) => sum(steps, 'lostFresh'),
    lost('Connections were open when a new process became ready, and their first requests came after that.'),
  );
  await ends(run, { call: 'restart("v2")', of: ({ end }) => end });
  await nobodyWasForced(run);
  await replaced(run);
  await oneMoreAtMost(run);
  await run.never((outcome) => outcome.late > mostLateMs && outcome, {
    ...late,
    message: `restart took too long: ${pause}.`,
  });
  await closes(run);
}

type Rolled = Crew &
  Crowd &
  Close & {
    readonly notKept: number;
    readonly endedEarly: boolean;
    readonly steps: readonly Step[];
    readonly end: string;
    readonly forced: number;
    readonly late: number;
  };
/**
 * Time passes only when nothing else can happen, so an attempt that waits for events needs none; a few timers of 1 ms
 * are no pause.
 */
const mostLateMs = 20;
const pause = 'there was a pause in which nothing happened';
const late = {
  kind: 'over-serialised',
  expected: 'no pause',
  got: 'a pause',
} as const;

type Close = {
  readonly closing: string;
  readonly closingAlive: number;
  readonly closingLate: number;
  readonly timersLeft: number;
  readonly left: number;
};

const stillThere = {
  kind: 'leak',
  message: ({ alive }) =>
    alive > 0
      ? 'close() resolved, and a process still ran at that moment.'
      : 'close() had resolved, and a process ran after that.',
  expected: 'it resolves when the last one has ended',
} satisfies Judgement<{ alive: number }>;

async function closes(run: Conditions<Close>): Promise<void> {
  await ends(run, { call: 'close()', of: ({ closing }) => closing });
  await run.never(
    (outcome) => (outcome.closingAlive > 0 || outcome.left > 0) && { alive: outcome.closingAlive },
    stillThere,
  );
  await run.never(({ timersLeft }) => timersLeft > 0, {
    kind: 'leak',
    message: 'close() resolved, and a timer still ran in your program.',
    expected: 'no timer is left',
  });
  await run.never(({ closingLate }) => closingLate > mostLateMs && { closingLate }, {
    ...late,
    message: `close() took too long: ${pause}.`,
  });
}

check('two processes are replaced, and no request is lost', async ({ measure }) => {
  await rolls(await measure('two'));
});

check('a single process is replaced, and no request is lost', async ({ measure }) => {
  await rolls(await measure('one'));
});

check('what never ends is ended after the grace', async ({ measure }) => {
  const run = await measure('endless');
  await run.never(({ early }) => early > 0 && { early }, {
    kind: 'wrong-result',
    message: 'An old process had a request that was not answered yet, or it hung. It ended before its grace was over.',
    expected: 'after graceMs, and no sooner',
  });
  await run.never(({ lost: count }) => count > 0 && { count }, {
    kind: 'wrong-result',
    message: 'The application answered a request at the last moment of the grace, and the answer never arrived.',
    expected: 'it is answered',
    got: 'no answer',
  });
  await ends(run, { call: 'restart("v2")', of: ({ end }) => end });
  await replaced(run);
  await run.never((outcome) => outcome.graces > outcome.size && outcome, {
    kind: 'over-serialised',
    message: ({ size }) =>
      `None of the ${size} old processes ended by itself. By the clock of your program, restart took longer than ${size} times graceMs.`,
    expected: ({ size }) => `${size} times graceMs`,
    got: 'more',
  });
  await closes(run);
});

check('a version that does not work replaces nothing', async ({ measure }) => {
  const run = await measure('broken');
  for (const [index, { version, versions, begun, story }] of attempts.entries()) {
    const call = `restart("${version}")`;
    const due = version === 'v5' ? resolved : rejected;
    await ends(run, { call, story, due, of: ({ tries }) => tries[index]?.end });
    await run.never(({ tries, size }) => tries[index] && tries[index].alive !== size && { size, ...tries[index] }, {
      kind: 'wrong-result',
      message: ({ alive }) => `${story} When ${call} had ended, ${counted(alive, 'process')} ran.`,
      expected: ({ size }) => String(size),
      got: ({ alive }) => String(alive),
    });
    await run.never(({ tries }) => tries[index]?.unanswered, {
      kind: 'wrong-result',
      message: `${story} After ${call} a request got no answer.`,
      expected: 'it is answered',
      got: 'no answer',
    });
    await run.never(({ tries }) => tries[index]?.keptLost, {
      kind: 'wrong-result',
      message: `${story} After ${call} a client sent a request on a connection that it had opened before any restart, and got no answer.`,
      expected: 'it is answered: no process has been replaced by then',
      got: 'no answer',
    });
    await run.never(({ tries, size }) => tries[index] && tries[index].takers < size && { size, ...tries[index] }, {
      kind: 'wrong-result',
      message: ({ size }) => `${story} After ${call} not all of the ${size} processes took connections.`,
      expected: ({ size }) => String(size),
      got: ({ takers }) => String(takers),
    });
    await run.equal(({ tries }) => tries[index]?.versions.join(' and ') ?? '', versions, {
      message: ({ got }) => `${story} After ${call} requests were answered by ${got}.`,
    });
    await run.equal(({ tries }) => tries[index]?.begun ?? 0, begun, {
      message: ({ got }) => `${story} ${call} started ${counted(Number(got), 'process')} of ${version}.`,
    });
    await run.never(({ tries }) => (tries[index]?.late ?? 0) > mostLateMs, {
      ...late,
      message: `${story} ${call} took too long: ${pause}.`,
    });
  }
  await nobodyWasForced(run);
  await oneMoreAtMost(run);
});

const attempts = [
  {
    version: 'v2',
    versions: 'v1',
    begun: 1,
    story: 'v2 does not work: its first process ends with exit code 3 before it is ready.',
  },
  {
    version: 'v3',
    versions: 'v1',
    begun: 1,
    story: 'v3 does not work: its first process ends with exit code 0 before it is ready.',
  },
  {
    version: 'v4',
    versions: 'v1 and v4',
    begun: 2,
    story: 'v4 does not work: its second process ends with exit code 5 before it is ready.',
  },
  { version: 'v5', versions: 'v5', begun: 2, story: 'Three versions have failed, and v5 works.' },
  {
    version: 'v5',
    versions: 'v5',
    begun: 2,
    story: 'All processes run v5 already, and restart("v5") is called again.',
  },
] as const;

check('each call waits its turn', async ({ measure }) => {
  const run = await measure('turns');
  for (const [index, { call, due }] of calls.entries()) {
    await ends(run, { call, due, story: together, of: ({ ends: all }) => all[index] });
  }
  await run.equal(({ begun }) => begun.join(', '), 'v2, v2, v3, v4, v4', {
    message: ({ got }) => `${together} Processes that were started, in this order: ${got === '' ? 'none' : got}.`,
  });
  await oneMoreAtMost(run);
  await run.never(({ alive, left }) => (alive > 0 || left > 0) && { alive }, {
    ...stillThere,
    message: (witness) => `${together} ${stillThere.message(witness)}`,
  });
});

const together =
  'restart("v2"), restart("v3"), restart("v4"), close() and restart("v5") were called at once, and v3 does not work.';
const calls = [
  { call: 'restart("v2")', due: resolved },
  { call: 'restart("v3")', due: rejected },
  { call: 'restart("v4")', due: resolved },
  { call: 'close()', due: resolved },
  { call: 'restart("v5")', due: rejected },
] as const;

check('closing loses no request either', async ({ measure }) => {
  const run = await measure('shut');
  await run.never(({ size, started }) => started !== size && { size, started }, {
    kind: 'wrong-result',
    message: ({ size, started }) =>
      `A service of ${size} was started, and closed. Processes that were started: ${started}.`,
    expected: ({ size }) => String(size),
    got: ({ started }) => String(started),
  });
  await servedBy(run, 'v1', 'After start("v1")');
  await run.never(({ lostHeld }) => lostHeld > 0 && { count: lostHeld }, {
    ...lost('Requests had begun before close() was called, and had no answer by then.'),
  });
  await run.never(({ lostFresh }) => lostFresh > 0 && { count: lostFresh }, {
    ...lost('Connections were open when close() was called, and their first requests came after that.'),
  });
  await run.never(({ refused }) => !refused, {
    kind: 'wrong-result',
    message: 'close() had been called, and a request on a new connection was answered.',
    expected: 'no connections are taken any more',
  });
  // Judged before the time that this took is reported.
  await nobodyWasForced(run);
  await closes(run);
});
