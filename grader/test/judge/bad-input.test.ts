import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptOf } from '../../course/attempt.ts';
import { readExercise } from '../../course/exercise.ts';
import { Judge } from '../../judge/judge.ts';
import type { Verdict } from '../../verdict/verdict.ts';

const root = join(import.meta.dirname, '../../..');
let judge: Judge;

beforeAll(() => void (judge = Judge.start(root)));
afterAll(() => judge.close());

/** One exercise an instrument, each with its main file, and a body that the attempt puts into its function. */
const subjects = {
  T: { id: '00-welcome/01-hello', file: 'hello.ts', head: 'export async function welcome(first: any, second: any)' },
  R: {
    id: '01-event-loop/02-blocking-read',
    file: 'config.ts',
    head: 'export async function loadConfig(path: string)',
  },
  S: {
    id: '04-shared-memory/01-counter',
    file: 'counter.ts',
    head: 'export function countVisitors(tally: any, visitors: number)',
  },
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

for (const instrument of instruments) {
  describe(`instrument ${instrument} makes a finding of`, () => {
    const cases = instrument === 'S' ? everywhere : [...everywhere, ...asynchronous];
    test.each(cases)('%s', async (_name, attempt, kind, message) => {
      const verdict = await verdictOn(instrument, attempt(instrument), kind);
      expect(verdict).toMatchObject({ state: 'failed', findings: [{ kind, message: expect.stringMatching(message) }] });
    });
  });
}

test.each([
  ['a loop without an await', 'await first(); while (true) {}', 'stuck'],
  ['a loop that awaits', 'for (;;) await new Promise((resolve) => setTimeout(resolve, 1));', 'livelock'],
])('%s is told once, with what led into it', async (_name, body, kind) => {
  const head = 'export async function welcome(first: () => Promise<string>): Promise<void>';
  const verdict = await verdictOn('T', `${head} { ${body} }`, kind);
  expect(verdict).toMatchObject({ state: 'failed', findings: [{ kind, timeline: { rows: expect.anything() } }] });
  expect(verdict.state === 'failed' && verdict.findings).toHaveLength(1);
});

describe('what an attempt prints', () => {
  test.each(instruments)('instrument %s keeps the beginning of a flood and counts the rest', async (instrument) => {
    const flood = 'for (let i = 0; i < 1000; i += 1) console.log("x".repeat(100_000));';
    const verdict = await verdictOn(instrument, onImport(instrument, flood), 'other');
    expect(verdict.state).toBe('failed');
    if (verdict.state !== 'failed') return;
    expect(verdict.output.text.length).toBeGreaterThan(100);
    expect(verdict.output.text.length).toBeLessThan(200_000);
    expect(verdict.output.lost).toBeGreaterThan(90_000_000);
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
  const endless = attemptOf([{ name: 'config.ts', state: 'text', text: within('R', 'while (true) {}') }]);
  const controller = new AbortController();
  const first = judge.judge({ exercise, files: endless }, { signal: controller.signal });
  controller.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(await verdictOn('T', '', 'missing-export')).toMatchObject({
    state: 'failed',
    findings: [{ kind: 'missing-export' }],
  });
});
