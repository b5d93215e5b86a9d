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
  ['nothing', '', 'line 1, column 1: expected a value, got the end of the file'],
  ['an end that is missing', '{\n  "a": 1\n', 'line 3, column 1: expected `,` or `}`, got the end of the file'],
  ['a comma too many', '{\n  "a": 1,\n}\n', 'line 3, column 1: expected a name in double quotes, got "}"'],
  ['a comma too many in a list', '[1,\n 2,\n]', 'line 3, column 1: expected a value, got "]"'],
  ['a comma that is missing', '{ "a": 1\n  "b": 2 }', 'line 2, column 3: expected `,` or `}`, got "\\""'],
  ['a name without quotes', '{\r\n  a: 1 }', 'line 2, column 3: expected a name in double quotes, got "a"'],
  ['a text in other quotes', '{ "a":\n “x” }', 'line 2, column 2: expected a value, got "“"'],
  ['a text that does not end', '["x\n"]', 'line 1, column 4: expected the `"` at the end of this text, got the end of'],
  ['a comment', '{\n  // one\n  "a": 1 }', 'line 2, column 3: expected a name in double quotes, got "/"'],
  ['a number with a comma', '{ "a": 1,5 }', 'line 1, column 10: expected a name in double quotes, got "5"'],
  ['a word', '{ "a": True }', 'line 1, column 8: expected a value, got "T"'],
  ['something behind the end', '\u{FEFF}{}\n{}', 'line 2, column 1: expected nothing more, got "{"'],
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
      else expect(said(text)).toMatch(/line \d+, column \d+: expected (?!nothing more, got the end of the file)/);
    }),
    { numRuns: 2000 },
  );
});
