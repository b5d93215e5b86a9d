import { expect, test } from 'vitest';
import { family, memberName, scenariosIn } from '../../../arena/common/family.ts';

test('a module has its scenarios by name, and members of families by name and key', () => {
  const module = { one: 'alone', moment: family([0, 1], (microtasks) => `${microtasks} later`) };
  expect([...scenariosIn(module)]).toEqual([
    ['one', 'alone'],
    ['moment-0', '0 later'],
    ['moment-1', '1 later'],
  ]);
  expect(scenariosIn(module).get(memberName('moment', 1))).toBe('1 later');
});
