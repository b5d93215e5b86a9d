import { expect, test } from 'vitest';
import { isSameProgram, spliced } from '../../author/splice.ts';

const text = `export async function deposit(kitty: Kitty, amount: number): Promise<void> {
  // One at a time: see the brief.
  await kitty.lock(async () => {
    const old = await kitty.read(); // may be old
    await kitty.write(old + amount);
  });
}
`;

test('a hunk is found whatever the layout and the comments', () => {
  const result = spliced(text, [
    { before: 'const old=await\nkitty.read();await kitty.write(', after: 'await kitty.write(kitty.last +' },
    { before: 'await kitty.lock(', after: 'void kitty.lock(' },
  ]);
  expect(
    isSameProgram(
      result,
      `export async function deposit(kitty: Kitty, amount: number): Promise<void> {
  void kitty.lock(async () => { await kitty.write(kitty.last + old + amount); }); }`,
    ),
  ).toBe(true);
  expect(result).toContain('// One at a time');
});

test('the texts of strings and templates are code, not layout', () => {
  expect(isSameProgram("log('a  b')", "log('a b')")).toBe(false);
  expect(isSameProgram('log(`a  ${ x }`)', 'log(`a  ${x}`)')).toBe(true);
  expect(isSameProgram('a / b // c', 'a / b')).toBe(true);
});

test.each([
  ['nowhere', [{ before: 'kitty.take()', after: '' }], 'its edit fits nowhere: `kitty.take()`'],
  ['in more than one place', [{ before: 'await kitty', after: 'kitty' }], 'its edit fits in 3 places: `await kitty`'],
  ['to no code', [{ before: ' // One at a time', after: 'x' }], 'its edit names no code that it applies to'],
  ['and changes nothing', [{ before: 'old + amount', after: 'old+amount' }], 'its edit changes nothing'],
  [
    'over another one',
    [
      { before: 'old + amount', after: 'amount' },
      { before: 'write(old', after: 'write(' },
    ],
    'two of its edits overlap',
  ],
])('an edit that fits %s is refused', (_name, hunks, message) => {
  expect(() => spliced(text, hunks)).toThrow(message);
});
