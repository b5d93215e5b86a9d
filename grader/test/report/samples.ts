import type { Timeline } from '../../verdict/timeline.ts';
import type { Verdict } from '../../verdict/verdict.ts';

const silent = { text: '', lost: 0 };

export const lostUpdate: Timeline = {
  lanes: ['worker A', 'worker B'],
  memory: ['count'],
  rows: [
    { lane: 0, text: 'read count → 0', location: { file: 'counter.ts', line: 12 }, memory: ['0'], paused: true },
    { lane: 1, text: 'read count → 0', location: { file: 'counter.ts', line: 12 }, memory: ['0'] },
    { lane: 1, text: 'write count ← 1', location: { file: 'counter.ts', line: 13 }, memory: ['1'] },
    {
      lane: 0,
      text: 'write count ← 1',
      location: { file: 'counter.ts', line: 13 },
      memory: ['1'],
      note: "overwrites B's update",
    },
  ],
};

const philosophers: Timeline = {
  lanes: ['Ada', 'Bob', 'Cy'],
  memory: ['f0', 'f1', 'f2'],
  rows: [
    { lane: 2, text: 'take f2 ✓', memory: ['.', '.', 'C'], paused: true },
    { lane: 1, text: 'take f1 ✓', memory: ['.', 'B', 'C'] },
    { lane: 1, text: 'take f2 ✗ sleeps (Cy has it)', memory: ['.', 'B', 'C'] },
    { lane: 0, text: 'take f0 ✓', memory: ['A', 'B', 'C'] },
    { lane: 0, text: 'take f1 ✗ sleeps (Bob has it)', memory: ['A', 'B', 'C'] },
    { lane: 2, text: 'take f0 ✗ sleeps (Ada has it)', memory: ['A', 'B', 'C'], note: 'nobody can ever continue' },
  ],
};

const sevenTasks: Timeline = {
  lanes: ['reader 1', 'reader 2', 'reader 3', 'reader 4', 'writer 1', 'writer 2', 'the gardener'],
  memory: ['readers', 'writing', 'document'],
  rows: [
    { lane: 0, text: 'await lock.read()', location: { file: 'lock.ts', line: 8 }, memory: ['1', 'no', '"draft one"'] },
    {
      lane: 4,
      text: 'await lock.write()',
      location: { file: 'lock.ts', line: 21 },
      memory: ['1', 'no', '"draft one"'],
      paused: true,
    },
    {
      lane: 6,
      text: 'document.replace("a very long text that no table cell of a terminal has ever been wide enough for") → done',
      location: { file: 'garden.ts', line: 104 },
      memory: ['1', 'yes', '"a very long text that no table cell of a terminal has ever been wide enough for"'],
      note: 'a writer is inside although a reader never left, and the reader will go on reading what is no longer there',
    },
  ],
};

/** Two calls at once in one lane, one that is aborted, and one that is never answered. */
const pendingCalls: Timeline = {
  lanes: ['page', 'user leaves', 'poller'],
  memory: ['seen'],
  rows: [
    { lane: 0, text: 'await fetch(/user)', location: { file: 'page.ts', line: 4 }, memory: ['-'] },
    { lane: 0, text: 'await fetch(/news)', location: { file: 'page.ts', line: 5 }, memory: ['-'], paused: true },
    {
      lane: 2,
      text: 'await fetch(/news?since=yesterday&limit=20)',
      location: { file: 'page.ts', line: 21 },
      memory: ['-'],
      paused: true,
    },
    { lane: 0, text: '◀┄ fetch(/user) → Ada', location: { file: 'page.ts', line: 4 }, memory: ['Ada'] },
    { lane: 0, text: 'await fetch(/friends)', location: { file: 'page.ts', line: 8 }, memory: ['Ada'], paused: true },
    { lane: 1, text: 'user leaves', memory: ['Ada'] },
    {
      lane: 0,
      text: '◀┄ fetch(/news) → 3 items',
      location: { file: 'page.ts', line: 5 },
      memory: ['Ada'],
      note: 'nobody reads them',
    },
    { lane: 0, text: 'shows the news', memory: ['Ada'] },
  ],
  pending: [{ from: 0, to: 3 }, { from: 1, to: 6 }, { from: 2 }, { from: 4, to: 5, givenUp: true }],
};

const failed = {
  state: 'failed',
  checks: [],
  reach: { schedules: 4, complete: true },
  output: silent,
  figures: [],
} as const;

const poll = (lane: number, text: string): Timeline['rows'][number] => ({
  lane,
  text,
  location: { file: 'ring.ts', line: 31 },
  memory: ['1'],
});

/** Longer than a screen, with a loop in it, and a point of no return in its middle. */
const longRun: Timeline = {
  lanes: ['microphone', 'encoder'],
  memory: ['pushed'],
  rows: [
    ...Array.from({ length: 12 }, (_, index) => ({ ...poll(0, `load(popped) → ${index}`), memory: [String(index)] })),
    ...Array.from({ length: 8 }, (_, index) => poll(1, index % 2 === 0 ? 'load(popped) → 1' : 'load(pushed) → 1')),
    { ...poll(0, 'add(pushed, 1) → 2'), memory: ['2'], paused: true },
    ...Array.from({ length: 9 }, (_, index) => ({ ...poll(1, `read slot → ${index}`), memory: [String(index)] })),
  ],
  noReturn: { row: 20, instead: 'encoder' },
};

const threeChecks = (...failing: readonly string[]): readonly { title: string; passed: boolean }[] =>
  ['samples arrive in order', 'no sample is lost', 'pop returns at once'].map((title) => ({
    title,
    passed: !failing.includes(title),
  }));

/** Verdicts by the name of their golden file. */
export const samples: Readonly<Record<string, Verdict>> = {
  'lost-update': {
    ...failed,
    findings: [
      {
        kind: 'race',
        check: 'two workers add 1',
        message: 'An update was lost.',
        why: 'A wrote a sum made from the 0 of step 1, but B changed count in step 3.',
        location: { file: 'counter.ts', line: 13 },
        expected: '2',
        got: '1',
        evidence: ['2 of 4 orders fail.'],
        timeline: lostUpdate,
        replay: 'v1.c03.9f',
      },
    ],
  },
  'several-findings': {
    ...failed,
    checks: threeChecks('samples arrive in order', 'no sample is lost'),
    findings: [
      { kind: 'data-race', check: 'samples arrive in order', message: 'Nothing orders them.', timeline: longRun },
      { kind: 'wrong-result', check: 'no sample is lost', message: 'One is lost.', expected: '5', got: '4' },
    ],
  },
  'not-tried': {
    ...failed,
    checks: [
      { title: 'samples arrive in order', passed: true },
      { title: 'no sample is lost', passed: false },
      { title: 'a full buffer is seen', passed: false, tried: false },
    ],
    findings: [
      { kind: 'stuck', check: 'no sample is lost', message: 'Your code did not come to an end and was stopped.' },
    ],
  },
  mended: {
    ...failed,
    checks: threeChecks('no sample is lost'),
    findings: [{ kind: 'wrong-result', check: 'no sample is lost', message: 'One is lost.', expected: '5', got: '4' }],
  },
  broken: {
    ...failed,
    checks: threeChecks('pop returns at once'),
    findings: [{ kind: 'wrong-result', check: 'pop returns at once', message: 'It waits.' }],
  },
  'pending-calls': {
    ...failed,
    findings: [
      { kind: 'leak', check: 'a page that is left', message: 'News came for nobody.', timeline: pendingCalls },
    ],
  },
  deadlock: {
    ...failed,
    findings: [
      {
        kind: 'deadlock',
        check: 'three philosophers eat, each as often as they like, with the forks at their left and right',
        message: 'Ada waits for Bob, Bob for Cy, and Cy for Ada: nobody can ever continue.',
        timeline: philosophers,
      },
    ],
  },
  'too-many-lanes': {
    ...failed,
    reach: { schedules: 20_000, complete: false },
    findings: [
      {
        kind: 'race',
        check: 'readers share, writers are alone',
        message: 'A writer was inside together with a reader.',
        timeline: sevenTasks,
        replay: `v1.${'0123456789abcdef'.repeat(8)}`,
      },
    ],
  },
  'two-findings-and-output': {
    ...failed,
    findings: [
      {
        kind: 'wrong-result',
        check: 'both greetings are there',
        message: 'One greeting is missing.',
        expected: '["hello Ada",\n "hello Bob"]',
        got: '["hello Ada"]',
        location: { file: 'hello.ts', line: 4 },
      },
      { kind: 'unhandled', check: 'both greetings are there', message: 'A promise was rejected and nobody looked.' },
    ],
    output: {
      text: `\u001b[2J\u001b]0;owned\u0007red \u001b[31malert\u001b[0m\r\n\u0007bell and\ttab\n${'line\n'.repeat(30)}`,
      lost: 104_857_600,
    },
  },
  passed: {
    state: 'passed',
    checks: [],
    reach: { schedules: 36, complete: true },
    output: { text: 'debug: 2\n', lost: 0 },
    figures: ['all 36 orders passed', '1.9× on 2 cores'],
  },
  'passed-real': {
    state: 'passed',
    checks: [],
    reach: { schedules: 7, complete: false },
    output: { text: '', lost: 0 },
    figures: ['7 real runs, judged by witnesses, not by a stopwatch'],
  },
  'passed-in-part': {
    state: 'passed',
    checks: [],
    reach: { schedules: 20_000, complete: false },
    output: silent,
    figures: [],
  },
  unchecked: {
    state: 'unchecked',
    reason: 'The judge ended before it answered (exit code 134).',
    help: 'Run it again; if it happens twice, please report it with the text above.',
  },
};
