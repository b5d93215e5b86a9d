import { assert, constantFrom, json, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../course/json-text.ts';

const said = (text: string): string => {
  try {
    parseJson(text, 'a.json');
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test.each<[string, string, string]>([
  ['nothing', '', 'line 1, column 1: Unexpected end of file in JSON'],
  ['an end that is missing', '{\n  "a": 1\n', 'line 3, column 1: Expected "," in JSON but found end of file'],
  ['a comma too many', '{\n  "a": 1,\n}\n', 'line 2, column 9: JSON does not support trailing commas'],
  ['a comma too many in a list', '[1,\n 2,\n]', 'line 2, column 3: JSON does not support trailing commas'],
  ['a comma that is missing', '{ "a": 1\n  "b": 2 }', 'line 2, column 3: Expected "," in JSON but found "\\"b\\""'],
  ['a name without quotes', '{\r\n  a: 1 }', 'line 2, column 3: Expected string in JSON but found "a"'],
  ['a text in other quotes', '{ "ä":\n “x” }', 'line 2, column 2: '],
  ['a text that does not end', '["x\n"]', 'line 1, column 4: Unterminated string literal'],
  ['a backslash', '{\n "a": "C:\\kit" }', 'line 2, column 11: Syntax error "k"'],
  ['a backslash before a digit', '{\n "a": "C:\\8" }', 'line 2, column 11: Bad escaped character'],
  ['a comment', '{\n  // one\n  "a": 1 }', 'line 2, column 3: JSON does not support comments'],
  ['a number with a comma', '{ "a": 1,5 }', 'line 1, column 10: Expected string in JSON but found "5"'],
  ['a word after one that takes more bytes', '{ "é": True }', 'line 1, column 8: Unexpected "True" in JSON'],
  ['something behind the end', '\u{FEFF}{}\n{}', 'line 2, column 1: Expected end of file in JSON but found "{"'],
])('%s is found, whatever the version of Node', (_, text, fault) => {
  expect(said(text)).toContain(`a.json is not JSON: ${fault}`);
});

test('a fault is found in whatever Node does not read, and in nothing else', () => {
  const broken = tuple(
    json(),
    nat(),
    constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', '1', '-', 'x'),
    nat(1),
  ).map(([whole, place, sign, removed]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + sign + whole.slice(at + removed);
  });
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  assert(
    property(broken, (text) => {
      if (isJson(text)) expect(said(text)).toBe('nothing');
      else expect(said(text)).toMatch(/line \d+, column \d+: ./);
    }),
    { numRuns: 500 },
  );
});
