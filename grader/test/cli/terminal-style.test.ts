import { expect, test } from 'vitest';
import { styleFor } from '../../cli/terminal-style.ts';

test.each([
  [300, 80],
  [60, 60],
  [20, 40],
  // Some consoles, and containers, do not know.
  [0, 80],
  [undefined, 80],
])('in a terminal of %s columns a report has %i', (columns, width) => {
  expect(styleFor({ columns, isTTY: true } as NodeJS.WriteStream, {}).width).toBe(width);
});

test.each<[boolean, NodeJS.ProcessEnv, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '2' }, true],
  [false, { FORCE_COLOR: '3' }, true],
  [false, { FORCE_COLOR: 'true' }, true],
  [false, { FORCE_COLOR: '' }, false],
  [false, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('a terminal: %s, %o; colours: %s', (isTerminal, env, coloured) => {
  const isTTY = isTerminal ? true : undefined;
  expect(styleFor({ columns: 80, isTTY } as NodeJS.WriteStream, env).colors.isColorSupported).toBe(coloured);
});
