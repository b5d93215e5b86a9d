import { expect, test } from 'vitest';
import { parseMetadata } from '../../course/metadata.ts';
import { metadata } from '../kit.ts';

const path = 'grader/exercises/00-a/01-b/exercise.json';
const parse = (changes: object): unknown => parseMetadata(JSON.stringify({ ...metadata, ...changes }), path);

test('limits and given files have defaults', () => {
  expect(parse({ limits: { seconds: 3 } })).toMatchObject({
    given: [],
    limits: { seconds: 3, schedules: 20_000, memoryMb: 512 },
  });
});

test.each([
  [{ limits: { seconds: 'x' } }, 'Expected `limits.seconds` to be a positive integer, got `x` (string)'],
  [{ limits: { schedules: 0 } }, 'Expected `limits.schedules` to be a positive integer, got `0` (number)'],
  [{ limits: [] }, 'Expected `limits` to be an object, got `[]` (list)'],
  [{ limits: { memory: 1 } }, 'Unknown field `limits.memory`'],
  [{ title: '' }, 'Expected `title` to be one line of text, got `` (string)'],
  [{ concept: 'two\nlines' }, 'Expected `concept` to be one line of text'],
  [{ difficulty: 6 }, 'Expected `difficulty` to be an integer from 1 to 5, got `6` (number)'],
  [{ minutes: 1.5 }, 'Expected `minutes` to be a positive integer, got `1.5` (number)'],
  [{ checks: null }, 'Expected `checks` to be a positive integer, got `null`'],
  [{ instruments: ['T', 'Q'] }, 'Expected `instruments[1]` to be part of a list of `T`, `S`, `R`, got `Q` (string)'],
  [{ files: [] }, 'Expected `files` to be a list of paths such as `counter.ts`, got `[]` (list)'],
  [{ files: ['../escape.ts'] }, 'Expected `files[0]` to be part of a list of paths'],
  [{ files: ['/etc/passwd.ts'] }, 'Expected `files[0]` to be part of a list of paths'],
  [{ files: ['a.ts', 'a.ts'] }, 'Expected `files[1]`'],
  [{ files: ['a.js'] }, 'Expected `files[0]`'],
  [{ starter: ['Race!'] }, 'Expected `starter[0]`'],
  [{ surprise: 1 }, 'Unknown field `surprise`'],
  [{ title: undefined }, 'Expected `title` to be one line of text, got nothing'],
  [{ starter: undefined }, 'Expected `starter` to be a list of kinds such as `race`, got nothing'],
  [{ limits: null }, 'Expected `limits` to be an object, got `null`'],
  [{ given: ['../slow-disk.ts'] }, 'Expected `given[0]` to be part of a list of paths such as `slow-disk.ts`'],
  [{ checks: 2 ** 53 }, 'Expected `checks` to be a positive integer'],
])('%j is refused, and the message names field and file', (changes, message) => {
  expect(() => parse(changes)).toThrow(message);
  expect(() => parse(changes)).toThrow(path);
});

test('what is not JSON is refused by the name of the file', () => {
  expect(() => parseMetadata('{', path)).toThrow(`${path} is not JSON`);
  expect(() => parseMetadata('[]', path)).toThrow('Expected the document to be an object, got `[]` (list)');
});
