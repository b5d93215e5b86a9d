import { expect, it } from 'vitest';
import { plainJson } from '../../arena/common/frame-writer.ts';

it('writes what JSON writes', () => {
  const data = { a: [1, 'ü\n"', null, true, { b: [] }], c: -0.5, d: undefined, e: [undefined, Number.NaN], f: {} };
  expect(plainJson(data)).toBe(JSON.stringify(data));
});

it('asks neither toJSON nor getters', () => {
  const data = {
    toJSON: () => 'forged',
    kept: 1,
    get asked(): number {
      throw new Error('asked');
    },
  };
  expect(plainJson([data])).toBe('[{"kept":1}]');
  Object.assign(Object.prototype, { toJSON: () => 'forged' });
  try {
    expect(plainJson({ a: 1 })).toBe('{"a":1}');
  } finally {
    Reflect.deleteProperty(Object.prototype, 'toJSON');
  }
});

it('refuses what has no end', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  expect(() => plainJson(circle)).toThrow(TypeError);
});
