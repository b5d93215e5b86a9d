import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newExercise } from '../../author/new.ts';
import { attemptOf } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { Judge } from '../../judge/judge.ts';
import { withOneExercise } from '../cli/clone.ts';
import { draws } from '../draws.ts';
import type { Verdict } from '../../verdict/verdict.ts';

let root: string;
let judge: Judge;
let remove = async (): Promise<void> => {};

/** An exercise an instrument, as `author new` makes them: few checks, as each of them meets the input. */
beforeAll(async () => {
  root = await withOneExercise((removal) => (remove = removal));
  for (const instrument of instruments) await newExercise(root, subjects[instrument].id, instrument);
  judge = Judge.start(root, 'batch');
});
afterAll(async () => {
  await judge.close();
  await remove();
});

/** Each attempt has a main file, and a body that it puts into its function. */
const subjects = {
  T: { id: '00-welcome/02-t', file: 't.ts', head: 'export async function take(stock: any)' },
  R: { id: '00-welcome/03-r', file: 'r.ts', head: 'export async function countLines(path: string)' },
  S: { id: '00-welcome/04-s', file: 's.ts', head: 'export function add(total: any, amount: number)' },
} as const;
type Instrument = keyof typeof subjects;
const instruments = Object.keys(subjects) as Instrument[];

/**
 * Silence after which an attempt is stuck. Attempts that must get stuck are given little; all others
 * more than a machine under load can need, as they are not about this limit.
 */
const seconds = { stuck: 3, other: 45 } as const;

async function verdictOn(instrument: Instrument, text: string, kind: string): Promise<Verdict> {
  const { id, file } = subjects[instrument];
  const exercise = await readExercise(root, id);
  const files = attemptOf([{ name: file, state: 'text', text }]);
  const limits = { ...exercise.limits, seconds: kind === 'stuck' ? seconds.stuck : seconds.other };
  return judge.judge({ exercise: { ...exercise, limits }, files });
}

/** The attempt whose function has this body. */
const within = (instrument: Instrument, body: string): string => `${subjects[instrument].head} { ${body} }`;
/** The attempt that does this when it is imported, and else nothing. */
const onImport = (instrument: Instrument, statement: string): string =>
  `${statement}\n${within(instrument, 'return;')}`;

type Case = readonly [name: string, attempt: (instrument: Instrument) => string, kind: string, message: RegExp];

const everywhere: readonly Case[] = [
  ['a syntax error', () => 'export function (', 'does-not-compile', /Expected identifier/],
  ['an empty file', () => '', 'missing-export', /has no export named/],
  [
    'a renamed export',
    (i) => within(i, '').replace(/function \w+/, 'function renamed'),
    'missing-export',
    /has no export named/,
  ],
  ['a throw on import', (i) => onImport(i, "throw new Error('no luck');"), 'crash', /no luck/],
  ['a rejected import', (i) => onImport(i, "await Promise.reject(new Error('late luck'));"), 'crash', /late luck/],
  ['process.exit(0) on import', (i) => onImport(i, 'process.exit(0);'), 'crash', /process\.exit/],
  ['process.exit(0) in a call', (i) => within(i, 'process.exit(0);'), 'crash', /process\.exit/],
  [
    'process.exit(0), its error swallowed',
    (i) => within(i, 'try { process.exit(0); } catch {}'),
    'crash',
    /process\.exit/,
  ],
  ['an endless loop', (i) => within(i, 'while (true) {}'), 'stuck', /./],
  ['an endless loop on import', (i) => onImport(i, 'while (true) {}'), 'stuck', /./],
  [
    'memory without bound',
    (i) => within(i, 'const all: string[][] = []; for (;;) all.push(new Array(100_000).fill("x"));'),
    'crash',
    /memory/,
  ],
];

const asynchronous: readonly Case[] = [['endless microtasks', (i) => within(i, 'for (;;) await null;'), 'stuck', /./]];

/** Each input is tried with so many instruments, which take turns; what an arena makes of it has tests of its own. */
const tried = draws(1, instruments.length);

for (const [place, instrument] of instruments.entries()) {
  describe(`instrument ${instrument} makes a finding of`, () => {
    const cases = instrument === 'S' ? everywhere : [...everywhere, ...asynchronous];
    test.each(cases.filter((_, index) => (index + place) % instruments.length < tried))(
      '%s',
      async (_name, attempt, kind, message) => {
        const verdict = await verdictOn(instrument, attempt(instrument), kind);
        expect(verdict).toMatchObject({
          state: 'failed',
          findings: [{ kind, message: expect.stringMatching(message) }],
        });
      },
    );
  });
}

test.each([
  ['a loop without an await', 'await stock.read(); while (true) {}', 'stuck'],
  ['a loop that awaits', 'for (;;) await new Promise((resolve) => setTimeout(resolve, 1));', 'livelock'],
])('%s is told once, with what led into it', async (_name, body, kind) => {
  // The instrument sees it by itself, and needs time to tell it: the limit must not come first.
  const verdict = await verdictOn('T', within('T', body), 'other');
  expect(verdict).toMatchObject({ state: 'failed', findings: [{ kind, timeline: { rows: expect.anything() } }] });
  expect(verdict.state === 'failed' && verdict.findings).toHaveLength(1);
});

describe('what an attempt prints', () => {
  test.each(instruments)('instrument %s keeps the beginning of a flood and counts the rest', async (instrument) => {
    const flood = 'for (let i = 0; i < 100; i += 1) console.log("x".repeat(100_000));';
    const verdict = await verdictOn(instrument, onImport(instrument, flood), 'other');
    expect(verdict.state).toBe('failed');
    if (verdict.state !== 'failed') return;
    expect(verdict.output.text.length).toBeGreaterThan(100);
    expect(verdict.output.text.length).toBeLessThan(200_000);
    expect(verdict.output.lost).toBeGreaterThan(9_000_000);
  });

  test('is not what Node remarks on a rejection that is handled late', async () => {
    const late = `const failed = Promise.reject(new Error('late'));
      await new Promise((resolve) => setImmediate(resolve));
      failed.catch(() => console.log('caught'));`;
    const verdict = await verdictOn('T', within('T', late), 'unhandled');
    expect(verdict).toMatchObject({ state: 'failed', findings: [{ kind: 'unhandled' }] });
    expect(verdict.state === 'failed' && verdict.output.text).not.toMatch(/Warning/);
  });
});

test('a promise that never settles is a deadlock in virtual time, and stuck in real time', async () => {
  const body = 'await new Promise(() => {});';
  const found = async (instrument: Instrument, kind: string): Promise<Set<string>> => {
    const verdict = await verdictOn(instrument, within(instrument, body), kind);
    return new Set(verdict.state === 'failed' ? verdict.findings.map((finding) => finding.kind) : [verdict.state]);
  };
  expect(await found('T', 'deadlock')).toEqual(new Set(['deadlock']));
  expect(await found('R', 'stuck')).toEqual(new Set(['stuck']));
});

test('Atomics.wait for ever is stuck in real time', async () => {
  const body = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  expect(await verdictOn('R', within('R', body), 'stuck')).toMatchObject({
    state: 'failed',
    findings: [{ kind: 'stuck' }],
  });
});

test('frames that the attempt forges are never a pass', async () => {
  const frame = '{"nonce":"?","say":"measured","measurement":{"outcome":{},"figures":[]}}\\n';
  const text = `import { writeSync } from 'node:fs';\n${within('R', `writeSync(3, '${frame}'); await new Promise(() => {});`)}`;
  expect(await verdictOn('R', text, 'crash')).toMatchObject({ state: 'failed', findings: [{ kind: 'crash' }] });
});

test('a run that is cancelled rejects, and the next one is judged', async () => {
  const exercise = await readExercise(root, subjects.R.id);
  const endless = attemptOf([{ name: subjects.R.file, state: 'text', text: within('R', 'while (true) {}') }]);
  const controller = new AbortController();
  const first = judge.judge({ exercise, files: endless }, { signal: controller.signal });
  controller.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(await verdictOn('T', '', 'missing-export')).toMatchObject({
    state: 'failed',
    findings: [{ kind: 'missing-export' }],
  });
});
