import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import pc from 'picocolors';
import { expect, onTestFinished, test } from 'vitest';
import type { DriveState, Shown } from '../../drive/view/state.ts';
import { driveInTerminal } from '../../watch/terminal/drive-terminal.ts';
import { sources, state } from '../drive/sample-drive.ts';

const twelve: DriveState = {
  ...state,
  lanes: Array.from({ length: 12 }, (_, index) => ({ name: `task ${index + 1}`, state: 'ready' as const })),
  next: Array.from({ length: 12 }, (_, lane) => ({ choice: lane, lane, text: 'begin' })),
};

type Terminal = {
  /** @returns the screen after the keys */
  readonly type: (...keys: readonly string[]) => Promise<string>;
  /** What reached the drive. */
  readonly pressed: readonly string[];
  readonly hasLeft: () => boolean;
};

/** A drive that stays where it is, in a terminal of 80 × 24. */
const terminal = (driven: DriveState): Terminal => {
  const pressed: string[] = [];
  const shown: Shown = { kind: 'driven', state: driven, sources };
  const session = {
    shown,
    over: new Promise<void>(() => undefined),
    watch: () => () => undefined,
    settled: async () => Promise.resolve(),
    press: async (key: string) => Promise.resolve(void pressed.push(key)),
  };
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  let screen = '';
  stdout.setEncoding('utf8').on('data', (text: string) => (screen = text));
  const end = new AbortController();
  onTestFinished(() => end.abort());
  let left = false;
  void driveInTerminal({
    session,
    name: 'lost-update',
    root: '/kit',
    folder: '/kit/x',
    stdin: stdin as never,
    stdout: stdout as never,
    style: { width: 80, colors: pc.createColors(false), ascii: false },
    plain: false,
    signal: end.signal,
  }).then(() => (left = true));
  return {
    pressed,
    hasLeft: () => left,
    type: async (...keys) => {
      for (const key of keys) {
        stdin.emit('data', key);
        await turn();
        await turn();
      }
      return screen;
    },
  };
};

test('where ten steps or more can come next, a number is typed digit by digit', async () => {
  const { type, pressed } = terminal(twelve);
  expect(await type('1')).toContain('Step 1: go on with its number, or press Enter.');
  expect(pressed).toEqual([]);
  await type('2');
  expect(pressed).toEqual(['12']);
  await type('1', '\r');
  await type('3');
  // Whoever goes on with another key wants that.
  await type('1', 'u');
  expect(pressed).toEqual(['12', '1', '3', 'u']);
  await type('1');
  expect(await type('\u007f')).not.toContain('go on with its number');
  expect(pressed).toHaveLength(4);
});

test('where there are fewer, a digit is a step at once', async () => {
  const { type, pressed } = terminal(state);
  await type('1', '9');
  expect(pressed).toEqual(['1', '9']);
});

test('any key leaves the help, q and Esc, too, and does nothing else; arrows scroll it', async () => {
  const { type, pressed, hasLeft } = terminal(state);
  for (const key of ['q', '\u001b[C', 'u']) {
    expect(await type('?')).toContain('let this one take its next step');
    expect(await type('\u001b[B')).toContain('let this one take its next step');
    expect(await type(key)).toContain('From here, 4 of 6 orders go wrong.');
    expect(hasLeft()).toBe(false);
  }
  expect(pressed).toEqual([]);
  await type('q');
  expect(hasLeft()).toBe(true);
});
