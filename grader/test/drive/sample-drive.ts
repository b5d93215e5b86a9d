import type { NextStep } from '../../arena/common/position.ts';
import type { DriveState, Possible } from '../../drive/view/state.ts';
import type { Timeline } from '../../verdict/timeline.ts';

export const possible = (orders: number, wrong: number, complete = true): Possible => ({ orders, wrong, complete });

const row = (lane: number, text: string): Timeline['rows'][number] => ({ lane, text, memory: [] });

export const picture = (...texts: readonly string[]): Timeline => ({
  lanes: ['A', 'B'],
  memory: [],
  rows: texts.map((text) => row(0, text)),
});

const next: readonly NextStep[] = [
  { choice: 4, lane: 0, text: 'read kitty → 1000', location: { file: 'a.ts', line: 2 } },
  { choice: 7, lane: 0, text: 'get slow()' },
  { choice: 5, lane: 2, text: 'begin' },
  { choice: 9, lane: 0, text: 'get their answers in one turn: one(), then other()', both: [0, 2] },
];

/** Three lanes, one of which sleeps; four steps can come next. */
export const state: DriveState = {
  exercise: '02-async-races/01-lost-update',
  scenario: 'twoDeposits',
  scenarios: ['twoDeposits'],
  taken: 3,
  lanes: [
    { name: 'A', state: 'ready', location: { file: 'a.ts', line: 2 } },
    { name: 'B', state: 'waiting', why: 'sleeps at mutex until a notify', location: { file: 'a.ts', line: 1 } },
    { name: 'C', state: 'unstarted' },
  ],
  next,
  memory: [{ name: 'kitty', value: '1000' }],
  timeline: picture('read kitty → 1000'),
  start: possible(38, 24),
  possible: possible(6, 4),
  changed: false,
};

export const sources = new Map([['a.ts', 'first();\nconst balance = kitty;\n']]);
