import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeToken, encodeToken, type Replay } from '../../explore/token.ts';

const replay: Replay = {
  exercise: '04-shared-memory/01-counter',
  code: '9fa0c1d2',
  visibility: 's',
  schedule: [0, 0, 0, 1, 1, 0],
};

const token = 'v1.04-shared-memory/01-counter.9fa0c1d2.s.031201v';

describe('a replay token', () => {
  it('is short', () => {
    expect(encodeToken(replay)).toBe(token);
  });

  it('brings back every schedule', () => {
    assert(
      property(array(nat(500)), nat(300), (actors, repeat) => {
        const schedule = actors.flatMap((actor) => Array.from({ length: 1 + (repeat % 40) }, () => actor));
        const decoded = decodeToken(encodeToken({ ...replay, schedule }));
        expect(decoded).toEqual({ kind: 'replay', replay: { ...replay, schedule } });
      }),
    );
  });

  it('survives capitals in its schedule and spaces around it', () => {
    const shouted = token.replace(/[^.]*$/, (body) => body.toUpperCase());
    expect(decodeToken(`  ${shouted}\n`)).toEqual({ kind: 'replay', replay });
  });

  it('tells when any character of the schedule was changed', () => {
    const start = token.lastIndexOf('.') + 1;
    for (let index = start; index < token.length; index++) {
      for (const digit of '0123456789abcdefghjkmnpqrstvwxyz') {
        if (digit === token[index]) continue;
        const damaged = token.slice(0, index) + digit + token.slice(index + 1);
        expect(decodeToken(damaged).kind, damaged).toBe('damaged');
      }
    }
  });

  it.each([
    ['', 'it does not look like v1.exercise.code.visibility.schedule'],
    ['hello', 'it does not look like v1.exercise.code.visibility.schedule'],
    [`${token}.more`, 'it does not look like v1.exercise.code.visibility.schedule'],
    [token.replace('01-counter', '01 counter'), '"04-shared-memory/01 counter" is no name of an exercise'],
    [token.replace('9fa0', '9fag'), '"9fagc1d2" is not 8 hexadecimal digits'],
    [token.replace('.s.', '.S.'), '"S" is not lower case letters, digits and dashes'],
    [token.slice(0, -1), 'a character of the schedule is missing or wrong'],
    [`${token}0`, 'a character of the schedule is missing or wrong'],
    [token.replace(/[^.]*$/, ''), 'a character of the schedule is missing or wrong'],
  ])('that is damaged says how: %s', (damaged, reason) => {
    expect(decodeToken(damaged)).toEqual({ kind: 'damaged', reason });
  });

  it('of another version is no damage', () => {
    expect(decodeToken(token.replace('v1', 'v2'))).toEqual({ kind: 'other-version', version: 'v2' });
  });
});
