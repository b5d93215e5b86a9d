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
