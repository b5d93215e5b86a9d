import { describe, expect, test } from 'vitest';
import { plainJson } from '../../../arena/common/frame-writer.ts';
import { attempts, faultOf, outcomesOf, scheduleOf } from './attempts.ts';

const attempt = attempts();

/** One task that calls `work` of the learner's file. */
const oneTask = `
  export const scenario = tasks('one task', (stage) => {
    const { work } = stage.load('work.ts');
    const table = stage.table('table', { a: 1 });
    stage.task('the task', () => work(table));
    return () => null;
  });`;

test('a promise that never settles is a deadlock', async () => {
  const { explore, explain } = await attempt(
    {
      'work.ts': `export async function work(table) {
        await table.read('a');
        await new Promise(() => {});
      }`,
    },
    oneTask,
  );
  const exploration = await explore();
  expect(exploration).toMatchObject({ schedules: 1, complete: true });
  expect(faultOf(exploration, 'deadlock').message).toBe('The task "the task" never finishes.');
  const { fault } = await explain(exploration.outcomes[0]?.schedule ?? []);
  expect(fault?.location).toEqual({ file: 'work.ts', line: 3 });
  expect(fault?.evidence).toEqual(['the task waits at work.ts:3']);
});

describe('what a task gives back', () => {
  const result = `
    export const scenario = tasks('one task', (stage) => {
      const { work } = stage.load('work.ts');
      const task = stage.task('the task', work);
      return () => ({ result: task.result(), after: 'still there' });
    });`;
  const exploreWith = async (value: string) =>
    (await attempt({ 'work.ts': `export async function work() { return ${value}; }` }, result)).explore();

  test('is too much, which is a fault and no outcome of which a part is missing', async () => {
    const exploration = await exploreWith(`'\\u0001'.repeat(1e6)`);
    expect(faultOf(exploration, 'crash').message).toMatch(/^What the code gave back takes more than 16000 characters/);
    expect(exploration.outcomes.map(({ outcome }) => outcome)).toEqual([undefined]);
  });

  test('has no end, and is cut where the rest of the outcome has its place', async () => {
    const [end, ...more] = (await exploreWith(`[0].map((_, index, all) => (all[index] = all))`)).outcomes;
    expect(more).toEqual([]);
    expect(end?.fault).toBeUndefined();
    expect(end?.outcome).toMatchObject({ result: { state: 'fulfilled' }, after: 'still there' });
    // A frame carries no more levels than this.
    expect(plainJson({ say: 'explored', exploration: { outcomes: [end] } })).toContain('still there');
  });
});

test('an error thrown by a task is a crash with its place', async () => {
  const { explore } = await attempt(
    {
      'work.ts': `export async function work(table) {
        await table.read('a');
        throw new TypeError('no such thing');
      }`,
    },
    oneTask,
  );
  expect(faultOf(await explore(), 'crash')).toMatchObject({
    message: 'The task "the task" threw TypeError: no such thing.',
    location: { file: 'work.ts', line: 3 },
  });
});

test('an error thrown at import is a crash, told once', async () => {
  const { explore } = await attempt({ 'work.ts': `throw new Error('at import');\nexport function work() {}` }, oneTask);
  const exploration = await explore();
  expect(exploration.schedules).toBe(1);
  expect(faultOf(exploration, 'crash').location).toEqual({ file: 'work.ts', line: 1 });
});

test('an export that is missing is named, and the one that comes near', async () => {
  const { explore } = await attempt({ 'work.ts': 'export function wrok() {}' }, oneTask);
  expect(faultOf(await explore(), 'missing-export')).toMatchObject({
    message: 'work.ts has no export named `work`.',
    why: 'It has `wrok`: was it renamed?',
  });
});

test('a rejection that nobody handles is found', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() {\n  void Promise.reject(new Error('lost'));\n}` },
    oneTask,
  );
  expect(faultOf(await explore(), 'unhandled')).toMatchObject({
    message: 'A promise was rejected while nothing was there to handle it: Error: lost.',
    location: { file: 'work.ts', line: 2 },
  });
});

test('process.exit is a crash even if what it throws is caught', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() {\n  try { process.exit(0); } catch {}\n}` },
    oneTask,
  );
  expect(faultOf(await explore(), 'crash').location).toEqual({ file: 'work.ts', line: 2 });
});

test('process.exit at import is a crash', async () => {
  const { explore } = await attempt({ 'work.ts': `process.exit(0);\nexport async function work() {}` }, oneTask);
  expect(faultOf(await explore(), 'crash').message).toContain('process.exit()');
});

test.each(['setTimeout(() => {}, 5000)', 'setInterval(() => {}, 10)'])('%s left behind is a leak', async (timer) => {
  const { explore, explain } = await attempt({ 'work.ts': `export async function work() {\n  ${timer};\n}` }, oneTask);
  const exploration = await explore();
  expect(outcomesOf(exploration)).toEqual(['1 × leak']);
  const { fault } = await explain(scheduleOf(exploration, () => true));
  expect(fault).toMatchObject({
    location: { file: 'work.ts', line: 2 },
    evidence: [expect.stringMatching(/^set\w+ \d+ ms$/)],
  });
});

test('an unref’d timer is no leak', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() {\n  setTimeout(() => {}, 5000).unref();\n}` },
    oneTask,
  );
  expect(outcomesOf(await explore())).toEqual(['1 × null']);
});

test('code that goes round for ever is a livelock', async () => {
  const { explore, explain } = await attempt(
    { 'work.ts': `export async function work(table) {\n  while ((await table.read('a')) === 1);\n}` },
    oneTask,
  );
  const exploration = await explore();
  expect(faultOf(exploration, 'livelock').message).toBe('The task "the task" did not finish after 400 steps.');
  const { timeline } = await explain(scheduleOf(exploration, () => true));
  expect(timeline.rows.map(({ text }) => text)).toEqual([
    'await read(a) → 1',
    'await read(a) → 1',
    '… 397 more times',
    'await read(a)',
  ]);
});

test('a throw in a listener of a signal is a crash', async () => {
  const { explore } = await attempt(
    {
      'work.ts': `export async function work(table) {
        const controller = new AbortController();
        controller.signal.addEventListener('abort', () => { throw new Error('heard'); });
        await table.read('a');
        controller.abort();
        await table.read('a');
      }`,
    },
    oneTask,
  );
  expect(faultOf(await explore(), 'crash')).toMatchObject({
    message: 'The code threw Error: heard.',
    location: { file: 'work.ts', line: 3 },
  });
});

const askedAt = 2;

test.each([
  { what: 'a busy loop', loop: '\n\n  for (;;);', line: 5, call: true },
  {
    what: 'a loop with calls',
    loop: 'const step = () => Math.random();\n  while (\n step() < 2\n) {\n step();\n}',
    line: 5,
    call: true,
  },
  { what: 'an endless chain of microtasks', loop: 'for (;;) await null;', line: askedAt, call: false },
])('$what is stopped and named, and told up to there', async ({ loop, line, call }) => {
  const { explore, explain } = await attempt(
    { 'work.ts': `export async function work(table) {\n  await table.read('a');\n  ${loop}\n}` },
    oneTask,
  );
  const exploration = await explore();
  expect(faultOf(exploration, 'stuck').message).toBe(
    'The code did not give control back for 2 seconds after "table.read".',
  );
  const { timeline, fault } = await explain(exploration.outcomes[0]?.schedule ?? []);
  expect(fault).toMatchObject({
    kind: 'stuck',
    location: { file: 'work.ts', line },
    why: expect.stringMatching(call ? /^A call of `work` did not return within half a second of work\. / : /^As long/),
    evidence: ['it went on when "table.read", asked for at work.ts:2, was answered, and never came back'],
  });
  expect(timeline.rows.map(({ text }) => text)).toEqual(['await read(a)']);
});

test('a busy loop at import is stopped', async () => {
  const { explore, explain } = await attempt({ 'work.ts': 'for (;;);\nexport function work() {}' }, oneTask);
  const exploration = await explore();
  expect(exploration.outcomes).toHaveLength(1);
  expect(faultOf(exploration, 'stuck').message).toBe('The code did not give control back for 2 seconds.');
  expect((await explain([])).fault?.kind).toBe('stuck');
});

test.each(['node:fs', 'fs/promises', 'node:child_process', 'worker_threads', 'net', 'http'])(
  '%s is refused by name',
  async (name) => {
    const { explore } = await attempt(
      { 'work.ts': `import * as module from '${name}';\nexport async function work() { return module; }` },
      oneTask,
    );
    expect(faultOf(await explore(), 'crash').message).toContain(`node:${name.replace('node:', '')} is not there`);
  },
);

test('memory without bound ends in a crash', async () => {
  const { explore } = await attempt(
    {
      'work.ts': `export async function work() {\n  const all = [];\n  for (;;) all.push(new Array(100_000).fill(all.length));\n}`,
    },
    oneTask,
  );
  expect(faultOf(await explore(), 'crash').message).toBe('The code used more memory than it may.');
});

test('code that throws in an event of the scenario crashes it', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export function work() {\n  throw new Error('no');\n}` },
    `export const scenario = tasks('an event', (stage) => { stage.event('click', stage.load('work.ts').work); return () => null; });`,
  );
  expect(faultOf(await explore(), 'crash')).toMatchObject({
    message: '"click" threw Error: no.',
    location: { file: 'work.ts', line: 2 },
  });
});

test('a timer without a callback is refused where it is asked for', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() {\n  await new Promise((resolve) => setTimeout(resolve(), 10));\n}` },
    oneTask,
  );
  expect(outcomesOf(await explore())).toEqual(['1 × null']);
});

test('what the scenario throws of itself is no fault of the learner', async () => {
  const { explore } = await attempt(
    { 'work.ts': 'export function work() {}' },
    `export const scenario = tasks('broken', () => { throw new Error('ours'); });`,
  );
  await expect(explore()).rejects.toThrow('ours');
});

test('the code may print, of which the first run is heard', async () => {
  const { explore } = await attempt(
    {
      'work.ts': `export async function work(table) {\n  console.log('hello', { a: 1 }); process.stdout.write('there');\n}`,
    },
    oneTask.replace('return () => null', "stage.task('other', () => table.read('a')); return () => null"),
  );
  expect((await explore()).printed).toEqual({ text: 'hello { a: 1 }\nthere', lost: 0 });
});

test('an error is printed as Node prints it', async () => {
  const { explore } = await attempt(
    {
      'work.ts': `class Full extends Error {}\nexport async function work() {\n  console.log(new RangeError('too far', { cause: new Full('no room') }));\n}`,
    },
    oneTask,
  );
  const { printed } = await explore();
  expect(printed?.text).toMatch(
    /^RangeError: too far\n {4}at work .*\{\n {2}\[cause\]: (?:Full|Full \[Error\]|Error): no room\n {6}at work .*\n\}\n$/,
  );
});

test('what is printed too much is counted', async () => {
  const { explore } = await attempt(
    { 'work.ts': `export async function work() {\n  for (let i = 0; i < 1000; i++) console.log('x'.repeat(999));\n}` },
    oneTask,
  );
  const { printed } = await explore();
  expect([printed?.text.length, printed?.lost]).toEqual([65_536, 1_000_000 - 65_536]);
});
