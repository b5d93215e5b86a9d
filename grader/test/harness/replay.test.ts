import { expect, test } from 'vitest';
import { readReplay, replayToken } from '../../harness/replay.ts';

const subject = { exercise: '02-async-races/01-lost-update', hash: '0123456789abcdef' };
const token = replayToken(subject, { scenario: 'twoDeposits', schedule: [1, 1, 0, 0, 1], everyOrder: false });

test('a token names its exercise, its code and its scenario', () => {
  expect(token).toMatch(/^v1\.async-races\/lost-update\.01234567\.twodeposits\./);
});

test('a token brings its schedule back', () => {
  const replayed = { scenario: 'twodeposits', schedule: [1, 1, 0, 0, 1], everyOrder: false };
  expect(readReplay(token, subject)).toEqual({ state: 'run', ...replayed });
  const always = replayToken(subject, { ...replayed, everyOrder: true });
  expect(readReplay(always, subject)).toEqual({ state: 'run', ...replayed, everyOrder: true });
});

test.each([
  [
    'another exercise',
    token,
    { ...subject, exercise: '00-welcome/01-hello' },
    'The token is of the exercise async-races/lost-update, not of this one.',
  ],
  ['another version', token.replace('v1', 'v9'), subject, 'The token is of another version of the kit (v9).'],
])('%s refuses it', (_name, text, of, reason) => {
  expect(readReplay(text, of)).toMatchObject({ state: 'refused', reason });
});

test('of changed code it still says its scenario and its order', () => {
  expect(readReplay(token, { ...subject, hash: 'ffff456789abcdef' })).toMatchObject({
    state: 'stale',
    scenario: 'twodeposits',
    schedule: [1, 1, 0, 0, 1],
  });
});

test('a changed character is noticed', () => {
  const changed = token.slice(0, -2) + (token.at(-2) === '0' ? '1' : '0') + token.slice(-1);
  expect(readReplay(changed, subject)).toMatchObject({ state: 'refused', reason: expect.stringContaining('damaged') });
});
