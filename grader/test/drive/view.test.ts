import { expect, test } from 'vitest';
import pc from 'picocolors';
import { commandOf } from '../../drive/view/commands.ts';
import { toldDrive } from '../../drive/view/plain.ts';
import { drawDrive, drawOpening, type Scene } from '../../drive/view/screen.ts';
import { isLost, keysOf, lostAt, marked, mayGoOn, type DriveState } from '../../drive/view/state.ts';
import { helpTexts, keyTable, laneTexts, lostText, possibleText, wellText } from '../../drive/view/words.ts';
import { displayWidth } from '../../report/text.ts';
import { picture, possible, sources, state } from './sample-drive.ts';

const scene: Scene = {
  name: 'lost-update',
  folder: 'exercises/x',
  sources,
  back: 0,
};
const style = { width: 80, colors: pc.createColors(false), ascii: false };

test('a run is lost when all orders that are left go wrong, and all were tried', () => {
  expect([possible(3, 3), possible(3, 2), possible(0, 0), possible(3, 3, false)].map(isLost)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('the point of no return is the first step after which it is lost', () => {
  expect(lostAt([possible(4, 2), possible(3, 2), possible(1, 1), possible(1, 1)])).toEqual({
    step: 2,
    before: possible(3, 2),
  });
  expect(lostAt([possible(4, 4), possible(2, 2)])).toBeUndefined();
  expect(lostAt([possible(4, 1), possible(2, 1)])).toBeUndefined();
  // Not all were tried, and all that were go wrong: others may have ended well.
  expect(lostAt([possible(9, 9, false), possible(2, 2)])).toBeUndefined();
  expect(lostAt([possible(9, 8, false), possible(2, 2)])).toEqual({ step: 1, before: possible(9, 8, false) });
  // Nobody has asked what was possible in between.
  expect(lostAt([possible(4, 1), undefined, possible(1, 1)])).toBeUndefined();
});

test('the mark is where the picture goes on, or where the last row has got its answer', () => {
  const whole = picture('one', 'two → 2', 'three');
  expect(marked(whole, picture('one'), 'B').noReturn).toEqual({ row: 1, instead: 'B' });
  expect(marked(whole, picture('one', 'two'), 'B').noReturn).toEqual({ row: 1, instead: 'B' });
  expect(marked(whole, picture('other', 'rows', 'here'), 'B').noReturn).toBeUndefined();
});

test('a lane has its own key; its further steps, and pairs, have the keys after the lanes', () => {
  expect(keysOf(state)).toEqual([1, 4, 3, 5]);
});

const over: DriveState = { ...state, next: [], ending: { kind: 'well', replay: 'v1' } };

const many: DriveState = {
  ...state,
  lanes: Array.from({ length: 30 }, (_, index) => ({ name: `reader number ${index + 1}`, state: 'ready' as const })),
  next: Array.from({ length: 30 }, (_, lane) => ({ choice: lane, lane, text: 'ask for the lock of a long name' })),
};

test('a number may go on while a longer one is that of a step', () => {
  expect(['1', '2', '3', '30', '31'].map((digits) => mayGoOn(many, digits))).toEqual([true, true, true, false, false]);
  expect(mayGoOn(state, '1')).toBe(false);
});

test.each([
  ['30', many, { kind: 'step', index: 29 }],
  ['190', many, 'There is no step 190.'],
  ['1', state, { kind: 'step', index: 0 }],
  ['5', state, { kind: 'step', index: 3 }],
  ['2', state, 'B sleeps at mutex until a notify.'],
  ['9', state, 'There is no step 9.'],
  ['1', over, 'The run is over. u takes the last step back, U starts again.'],
  ['u', state, { kind: 'undo' }],
  ['u', { ...state, taken: 0 }, 'No step was taken yet.'],
  ['U', over, { kind: 'restart' }],
  ['a', state, { kind: 'finish' }],
  ['a', over, 'The run is over.'],
  ['g', state, { kind: 'lost' }],
  ['g', { ...state, possible: possible(4, 4) }, 'It can no longer be saved: all orders from here go wrong.'],
  ['g', { ...state, possible: possible(4, 0) }, 'No order from here is known to go wrong.'],
  ['g', { ...state, possible: possible(4, 1, false) }, expect.stringContaining('Not all orders were tried')],
  ['s', state, 'This is the only scenario.'],
  ['s', { ...state, scenarios: ['one', 'twoDeposits'] }, { kind: 'scenario', scenario: 'one' }],
  ['r', state, { kind: 'reload' }],
  ['z', state, undefined],
])('%s asks for what can be done, or is answered', (key, now, wanted) => {
  expect(commandOf(now, key)).toEqual(wanted);
});

test.each([
  [0, possible(38, 24), '24 of 38 orders go wrong.'],
  [0, possible(38, 0), 'None of the 38 orders goes wrong.'],
  [0, possible(2, 2), 'All 2 orders go wrong.'],
  [3, possible(6, 1), 'From here, 1 of 6 orders goes wrong.'],
  [3, possible(6, 0), 'From here, none of the 6 orders goes wrong.'],
  [3, possible(6, 6), 'From here, all 6 orders go wrong.'],
  [3, possible(1, 1), 'One order is left, and it goes wrong.'],
  [3, possible(1, 0), 'One order is left, and it ends well.'],
  [3, possible(5000, 7, false), '7 of 5,000 tried orders go wrong (not all were tried).'],
  [3, possible(0, 0, false), 'How many orders are left is not known, as not all were tried.'],
])('after %i steps: %o', (taken, now, text) => {
  expect(possibleText({ ...state, taken, possible: now })).toBe(text);
});

test('the sentences about the end', () => {
  expect(lostText({ step: 4, before: possible(6, 4) })).toBe(
    'Your step 4 was the point of no return: before it, 2 orders still ended well.',
  );
  expect(wellText(state)).toBe('This order ends well: one of the 14 that do, of 38. u goes back, U to the start.');
  expect(wellText({ ...state, start: possible(5, 4) })).toBe(
    'This order ends well: the only one that does, of 5. u goes back, U to the start.',
  );
  expect(wellText({ ...state, start: possible(5, 0) })).toBe('This order ends well, as all 5 do.');
  expect(wellText({ ...state, start: possible(5, 0, false) })).toContain('Not all orders were tried');
});

test('who cannot go on is told with the reason, and who can with what it would do', () => {
  const { lanes, pairs } = laneTexts(state);
  expect(lanes.map(({ steps, why }) => [steps.map(({ key, text }) => `${key} ${text}`), why])).toEqual([
    [['1 would read kitty → 1000', '4 would get slow()'], undefined],
    [[], 'sleeps at mutex until a notify'],
    [['3 would begin'], undefined],
  ]);
  expect(pairs).toEqual([{ key: 5, text: 'A and C would get their answers in one turn, A first' }]);
});

test('the screen has exactly its rows, none wider than it, with the line of code at which a lane stands', () => {
  const { lines } = drawDrive(state, scene, style, { columns: 80, rows: 24 });
  expect(lines).toHaveLength(24);
  expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  expect(lines.join('\n')).toContain('a.ts:2: const balance = kitty;');
  expect(lines.at(-1)).toContain('g no return');
  for (const rows of [8, 12]) expect(drawDrive(state, scene, style, { columns: 80, rows }).lines).toHaveLength(rows);
});

test.each([20, 25, 30, 40, 60, 80, 200])(
  'in %i columns the screen and its help are as wide as the terminal',
  (columns) => {
    for (const now of [state, over, many, { ...state, taken: 0, timeline: picture(), unseen: 'Nobody waits.' }]) {
      for (const help of [undefined, 0, Infinity]) {
        const { lines } = drawDrive(now, { ...scene, ...(help !== undefined && { help }) }, style, {
          columns,
          rows: 24,
        });
        expect(lines).toHaveLength(24);
        expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
      }
    }
    const opening = drawOpening('a-long-name-of-an-exercise', 12_345, style, { columns, rows: 24 });
    expect(opening).toHaveLength(24);
    expect(opening.filter((line) => displayWidth(line) > columns)).toEqual([]);
  },
);

test('in 30 columns the head says which step it is, and in 200 no line is too long to be read', () => {
  const drawn = (columns: number): readonly string[] => drawDrive(many, scene, style, { columns, rows: 24 }).lines;
  expect(drawn(30).join(' ').replaceAll(/\s+/g, ' ')).toContain('lost-update · twoDeposits · after step 3');
  expect(Math.max(...drawn(200).map(displayWidth))).toBe(120);
});

test.each([20, 40, 80])('in %i columns no word of the help is missing', (columns) => {
  const rows = 100;
  const { lines } = drawDrive(state, { ...scene, help: Infinity }, style, { columns, rows });
  const told = lines.join(' ').replaceAll(/\s+/g, ' ');
  for (const [, does] of keyTable) expect.soft(told).toContain(does);
  for (const text of helpTexts) expect.soft(told).toContain(text);
});

test('a help that is longer than the screen begins at its start, and scrolls to its end', () => {
  const drawn = (help: number): readonly string[] =>
    drawDrive(state, { ...scene, help }, style, { columns: 40, rows: 12 }).lines;
  expect(drawn(Infinity).join(' ')).toContain('1-9');
  expect(drawn(0).join(' ')).toContain('rejects how it ends');
});

test('more lanes than there is room for are counted, and the head stays', () => {
  const { lines } = drawDrive(many, scene, style, { columns: 80, rows: 24 });
  expect(lines[0]).toContain('twoDeposits');
  expect(lines.join('\n')).toContain('… 17 more: make the window taller');
});

test.each([40, 50, 60])('in %i columns the keys still say how to leave', (width) => {
  const { lines } = drawDrive(state, scene, { ...style, width }, { columns: width, rows: 24 });
  expect(lines.at(-1)).toMatch(/^1-9 step .*\? help · q leave$/);
  expect(displayWidth(lines.at(-1) ?? '')).toBeLessThanOrEqual(width);
});

test('a long picture scrolls no further than it has lines', () => {
  const long = { ...state, timeline: picture(...Array.from({ length: 40 }, (_, index) => `row ${index}`)) };
  const { lines, back } = drawDrive(long, { ...scene, back: Infinity }, style, { columns: 80, rows: 24 });
  expect(lines.join('\n')).toContain('row 0');
  expect(back).toBeLessThan(50);
});

test('in sentences a step tells what is new, and nothing twice', () => {
  const after = {
    ...state,
    taken: 4,
    timeline: picture('read kitty → 1000', 'write kitty ← 1'),
    changed: true,
  };
  const told = toldDrive(state, after, scene, style);
  expect(told).toContain('A: write kitty ← 1');
  expect(told).not.toContain('A: read kitty → 1000');
  expect(told.join('\n')).toContain('Your files have changed');
  expect(told).toContain('1: A would read kitty → 1000. At a.ts:2: const balance = kitty;');
  expect(told).toContain('B sleeps at mutex until a notify. At a.ts:1: first();');
});
