import { describe, expect, test } from 'vitest';
import { FrameReader, frameLimit } from '../../arena/common/frames.ts';
import { parseClaim } from '../../harness/claims.ts';

describe('a claim of another shape is refused', () => {
  test.each([
    ['no JSON', 'passed!'],
    ['an unknown word', '{"nonce":"n","say":"passed"}'],
    ['a missing nonce', '{"say":"progress","schedules":1}'],
    ['a negative count', '{"nonce":"n","say":"progress","schedules":-1}'],
    ['an extra key', '{"nonce":"n","say":"progress","schedules":1,"verdict":"passed"}'],
    [
      'a fault of an unknown kind',
      '{"nonce":"n","say":"measured","measurement":{"fault":{"kind":"fine","message":"x"},"figures":[]}}',
    ],
  ])('%s', (_name, line) => expect(() => parseClaim(line)).toThrow());
});

test('a claim of the right shape is taken', () => {
  const line =
    '{"nonce":"n","say":"measured","measurement":{"outcome":{"total":[1,null,"x"]},"slept":"no","figures":[]}}';
  expect(parseClaim(line)).toMatchObject({ measurement: { outcome: { total: [1, null, 'x'] } } });
});

test('an outcome may have keys of any name', () => {
  const outcome = '{"constructor":"1","prototype":2,"__proto__":3}';
  const line = `{"nonce":"n","say":"measured","measurement":{"outcome":${outcome},"slept":"no","figures":[]}}`;
  expect(JSON.stringify(parseClaim(line))).toContain(outcome);
});

test('frames are cut at line ends, however they arrive', () => {
  const reader = new FrameReader();
  expect([...reader.read('{"a"'), ...reader.read(':1}\n{"b":2}\n{"c'), ...reader.read('":3}\n')]).toEqual([
    '{"a":1}',
    '{"b":2}',
    '{"c":3}',
  ]);
});

test('a frame without an end is refused at its limit', () => {
  expect(() => [...new FrameReader().read('x'.repeat(frameLimit + 1))]).toThrow(/Expected frames of at most/);
});
