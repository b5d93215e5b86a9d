import { join } from 'node:path';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../verdict/verdict.ts';
import { attemptOf } from '../../course/attempt.ts';
import { identityOf } from '../../course/exercise.ts';
import { displayWidth } from '../../report/text.ts';
import { drawFrame } from '../../watch/screens/screen.ts';
import type { Look } from '../../watch/screens/sheet.ts';
import type { Event, State } from '../../watch/model/state.ts';
import { samples } from '../report/samples.ts';
import { after, failed, hello, key, lostUpdate, mutex, opened, passed, read, saved, verdict } from './sample-state.ts';

const look: Look = { colors: pc.createColors(false), ascii: false, links: false, root: '/kit' };

const text = (state: State, changes: Partial<Look> = {}): string =>
  `${drawFrame(state, { ...look, ...changes }).lines.join('\n')}\n`;

const sample = (name: string): Verdict => samples[name] ?? failed;

const solution: Event = { kind: 'solution', exercise: lostUpdate.id, files: saved('one\n2\nthree').files };
const typed: Event = {
  kind: 'typed',
  exercise: lostUpdate.id,
  typed: {
    hash: saved('a').files.hash,
    errors: ["main.ts:14  TS2322: Type 'string' is not assignable to type 'number'."],
  },
};
const collected: Event = { kind: 'collected', exercise: hello.id, found: saved('x') };
const everythingPassed: readonly Event[] = [hello, lostUpdate, mutex].flatMap((exercise, index) => [
  ...(index === 0 ? [key('a')] : []),
  { kind: 'collected', exercise: exercise.id, found: saved('x') } as const,
  verdict(index + 1, passed),
]);

const screens: Readonly<Record<string, readonly Event[]>> = {
  start: [],
  checking: [opened, read('a'), { kind: 'searched', run: 1, schedules: 12_345 }, { kind: 'lasting', run: 1, ms: 1300 }],
  silent: [opened, read('a'), { kind: 'lasting', run: 1, ms: 4300 }],
  race: [opened, read('a'), verdict(1, sample('lost-update'))],
  'race-and-hint': [opened, read('a'), verdict(1, sample('lost-update')), key('h')],
  'checking-again': [
    opened,
    read('a'),
    verdict(1, sample('lost-update')),
    read('b'),
    { kind: 'lasting', run: 2, ms: 300 },
  ],
  passed: [opened, read('a'), verdict(1, passed)],
  'reset-asked': [opened, read('a'), verdict(1, failed), key('x')],
  list: [opened, read('a'), verdict(1, passed), key('l'), key('down')],
  'list-searched': [opened, key('l'), key('tab'), key('k'), key('i')],
  'list-reset-asked': [opened, key('l'), key('up'), key('ctrl-x')],
  'judged-before': [opened, read('a'), verdict(1, sample('lost-update')), read('b'), verdict(2, passed), read('a')],
  'type-errors': [opened, read('a'), verdict(1, passed), typed],
  timeline: [opened, read('a'), verdict(1, sample('lost-update')), key('t'), key('right'), key('right')],
  solution: [opened, read('one\ntwo\nthree'), verdict(1, passed), key('s'), solution],
  'solution-whole': [opened, read('one\ntwo\nthree'), verdict(1, passed), key('s'), solution, key('d')],
  demo: [opened, key('d'), { kind: 'printed', program: 1, lines: ['count = 131072', '\u001b[31m200000 expected'] }],
  'demo-ended': [opened, key('d'), { kind: 'program-ended', program: 1, how: 'It ended with exit code 0.' }],
  help: [opened, key('?')],
  brief: [opened, key('b')],
  'several-findings': [opened, read('a'), verdict(1, sample('several-findings'))],
  'second-finding': [opened, read('a'), verdict(1, sample('several-findings')), key('right')],
  mended: [opened, read('a'), verdict(1, sample('several-findings')), read('b'), verdict(2, sample('mended'))],
  broken: [opened, read('a'), verdict(1, sample('mended')), read('b'), verdict(2, sample('several-findings'))],
  all: [opened, key('a'), collected, verdict(1, passed)],
  final: everythingPassed,
};

describe.each(Object.keys(screens))('the screen %s', (name) => {
  const { state } = after(...(screens[name] ?? []));

  test('looks like its golden file', async () => {
    await expect(text(state)).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.txt`));
  });

  test.each([
    [80, 24],
    [40, 12],
    [132, 50],
    [30, 6],
  ])('fills %i columns and %i rows and nothing more', (columns, rows) => {
    const { lines } = drawFrame({ ...state, size: { columns, rows } }, look);
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect.soft(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  test('needs nothing but ASCII', () => {
    expect(text(state, { ascii: true })).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

test.each([20, 24, 26, 30, 31, 32, 33, 40])('in %i columns the count of a long course is whole', (columns) => {
  const { state } = after(opened);
  const course = [...state.course, ...Array.from({ length: 25 }, () => mutex)];
  const { lines } = drawFrame({ ...state, course, size: { columns, rows: 24 } }, look);
  expect(lines[0]).toContain('0 of 28 passed');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
});

test('in 200 columns no line is too long to be read', () => {
  for (const name of ['race', 'list', 'help', 'timeline', 'all']) {
    const { state } = after(...(screens[name] ?? []));
    const { lines } = drawFrame({ ...state, size: { columns: 200, rows: 24 } }, look);
    expect.soft(Math.max(...lines.map(displayWidth))).toBe(120);
  }
});

test('where arrows step, they are not said to scroll', () => {
  const { state } = after(opened, read('a'), verdict(1, sample('several-findings')), key('t'), key('end'));
  const shown = text(state);
  expect(shown).toMatch(/↑ \d+ more lines\n/);
  expect(shown).toContain('← step back');
});

const narrow = (columns: number, ...events: readonly Event[]): string =>
  text({ ...after(...events).state, size: { columns, rows: 40 } }).replaceAll(/\s+/g, ' ');

test.each([30, 40, 60])('in %i columns nothing that is news is cut', (columns) => {
  const shown = narrow(columns, opened, read('a'), verdict(1, passed), typed);
  expect(shown).toContain('Verdict for your files as they are. Passed: press n to go on.');
  expect(shown).toContain('TypeScript errors are below the verdict, which does not depend on them:');
  expect(narrow(columns, opened, read('a'), { kind: 'lasting', run: 1, ms: 4300 })).toContain(
    '4 s, will be stopped after 10 s of silence',
  );
  const page = narrow(columns, opened, read('one'), verdict(1, passed), key('s'), solution);
  expect(page).toContain("From yours (-) to the solution (+). A different solution isn't wrong.");
  expect(page).toMatch(/d the solution alone .*Esc back $|Esc back $/);
});

test.each([20, 30, 40, 80])('in %i columns an exercise has its whole title and name', (columns) => {
  const { state } = after();
  const current = {
    ...state.current,
    ...identityOf('02-async-races/12-bounded-concurrency'),
    title: 'A crowd at the one door',
  };
  const course = [current, ...state.course];
  const { lines } = drawFrame({ ...state, current, course, size: { columns, rows: 24 } }, look);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
  const told = lines.join(' ').replaceAll(/\s+/g, ' ');
  expect(told).toContain('A crowd at the one door');
  expect(told).toContain('bounded-concurr');
});

test('rows of a list that are cut stay in their columns', () => {
  const { state } = after(opened, key('l'));
  const { lines } = drawFrame({ ...state, size: { columns: 34, rows: 24 } }, look);
  const rows = lines.filter((line) => / [·✓] /.test(line) && /kitty|both|time/.test(line));
  expect(rows.map((line) => line.search(/The coffee|Hello|One at/))).toEqual([17, 17, 17]);
});

test('one line of a demo that is no longer kept is told as one', () => {
  const printed: Event = { kind: 'printed', program: 1, lines: Array.from({ length: 1001 }, () => 'a line') };
  const { state } = after(opened, key('d'), printed);
  expect(text({ ...state, scroll: 0 })).toContain('(1 earlier line)');
});

test('the end says nothing of verdicts that it does not know', () => {
  const told = text(after(...everythingPassed).state).replaceAll(/\s+/g, ' ');
  expect(told).not.toContain('Every failed verdict');
  expect(told).toContain('It took 0 verdicts and 0 hints.');
});

describe('a verdict that is longer than the screen', () => {
  const long = after(opened, read('a'), verdict(1, sample('too-many-lanes'))).state;

  test('says how much is hidden', () => {
    expect(text(long)).toMatch(/↓ \d+ more lines/);
  });

  test('can be scrolled to its end, and not beyond', () => {
    const { scroll } = drawFrame({ ...long, scroll: Infinity }, look);
    expect(scroll).toBeGreaterThan(0);
    const end = text({ ...long, scroll });
    expect(end).toContain('--replay');
    expect(end).not.toContain('↓');
    expect(text({ ...long, scroll: scroll + 5 })).toBe(end);
  });

  test('gives way to a hint that was asked for', () => {
    const { state } = after(opened, read('a'), verdict(1, sample('too-many-lanes')), key('h'));
    expect(text(state)).toContain('Hint 1: A question');
  });
});

test('the lines of code beside a timeline are cut at the edge, however wide their characters are', () => {
  const code = `// ${'日本語のコメント '.repeat(20)}`;
  const text = Array.from({ length: 30 }, () => code).join('\n');
  const files = attemptOf([{ name: 'counter.ts', state: 'text', text }]);
  const found: Event = { kind: 'read', exercise: lostUpdate.id, found: { files, at: undefined } };
  const { lines } = drawFrame(after(opened, found, verdict(1, sample('lost-update')), key('t')).state, look);
  expect(lines.filter((line) => line.includes('日本語'))).toHaveLength(5);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
});

test('the path to edit is a link where the terminal can follow it', () => {
  const file = '/kit/exercises/02-async-races/01-lost-update/main.ts';
  const { state } = after();
  expect(text(state, { links: true })).toContain(`\u001b]8;;file://${file}\u001b\\${file}\u001b]8;;\u001b\\`);
  expect(text(state)).not.toContain('\u001b');
});

test('a path that is too long is shown from the clone on, and leads to the file all the same', () => {
  const { state } = after();
  const narrow = { ...state, size: { columns: 56, rows: 24 } };
  expect(text(narrow)).toContain('Edit  exercises/02-async-races/01-lost-update/main.ts');
  expect(text(narrow, { links: true })).toContain('file:///kit/exercises/02-async-races/01-lost-update/main.ts');
});
