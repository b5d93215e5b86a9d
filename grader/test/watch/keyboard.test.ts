import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { Keyboard } from '../../watch/terminal/keyboard.ts';

/** A keyboard, and the next key that it hears. */
const keyboard = (): { readonly stdin: PassThrough; readonly next: () => Promise<string> } => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const keys: string[] = [];
  let look: () => void = () => undefined;
  const board = new Keyboard(stdin as never);
  board.open({
    onKey: (key) => {
      keys.push(key);
      look();
    },
    onGone: () => undefined,
  });
  onTestFinished(() => board.close());
  const next = async (): Promise<string> => {
    const first = keys.shift();
    if (first !== undefined) return first;
    await new Promise<void>((resolve) => (look = resolve));
    return next();
  };
  return { stdin, next };
};

test.each([
  [['\u001b', '[A'], ['up']],
  [['\u001b[', 'A'], ['up']],
  [
    ['h\u001b[5', '~q'],
    ['h', 'page-up', 'q'],
  ],
  [['\u001bO', 'B'], ['down']],
  [['\u001b[[', 'Aq'], ['q']],
])('a key that arrives in the parts %j is one key', async (parts, keys) => {
  const { stdin, next } = keyboard();
  for (const part of parts) stdin.emit('data', part);
  const heard: string[] = [];
  for (const _ of keys) heard.push(await next());
  expect(heard).toEqual(keys);
});

test('an ESC that nothing follows is the key Esc, and one before another key is both', async () => {
  const { stdin, next } = keyboard();
  stdin.emit('data', '\u001b');
  expect(await next()).toBe('escape');
  stdin.emit('data', '\u001bq');
  expect([await next(), await next()]).toEqual(['escape', 'q']);
});

test('what looks like the beginning of a sequence, and does not go on, is single keys', async () => {
  const { stdin, next } = keyboard();
  stdin.emit('data', '\u001b');
  stdin.emit('data', '[');
  expect([await next(), await next()]).toEqual(['escape', '[']);
});
