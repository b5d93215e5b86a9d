import type { Key } from '../model/state.ts';

const named: ReadonlyMap<string, Key> = new Map([
  ['\u0003', 'ctrl-c'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  [' ', 'space'],
  ['\t', 'tab'],
  ['\u007f', 'backspace'],
  ['\b', 'backspace'],
  ['\u0018', 'ctrl-x'],
  ['\u001b', 'escape'],
]);

/** Final part of `ESC [ …` and `ESC O …`; a function key of the Linux console has a second `[`. */
const sequences: ReadonlyMap<string, Key> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
  ['1~', 'home'],
  ['3~', 'delete'],
  ['4~', 'end'],
  ['5~', 'page-up'],
  ['6~', 'page-down'],
]);

/**
 * The keys in what a terminal in raw mode sent; keys that mean nothing here are left out.
 * Sequences: ECMA-48 control sequences, as xterm and all its followers send them.
 * @param asTyped whether letters keep their case
 */
export const keysIn = (input: string, asTyped = false): readonly Key[] => {
  // eslint-disable-next-line no-control-regex -- ESC is how such keys begin
  const tokens = input.matchAll(/\u001b[[O](\[?[0-?]*[ -/]*[@-~])|[^]/gu);
  return [...tokens].flatMap(([token, sequence]) => {
    const key = sequence === undefined ? (named.get(token) ?? printableKey(token, asTyped)) : sequences.get(sequence);
    return key === undefined ? [] : [key];
  });
};

/**
 * Splits input before a sequence at its end that the next input may continue: a slow line delivers its bytes as they
 * come.
 */
export const withoutBegun = (input: string): readonly [whole: string, begun: string] => {
  // eslint-disable-next-line no-control-regex -- ESC is how such keys begin
  const at = input.search(/\u001b(?:[[O]\[?[0-?]*[ -/]*)?$/u);
  return at < 0 ? [input, ''] : [input.slice(0, at), input.slice(at)];
};

const printableKey = (token: string, asTyped: boolean): Key | undefined => {
  if (!/^[^\p{Cc}]$/u.test(token)) return undefined;
  return asTyped ? token : token.toLowerCase();
};

/**
 * The keys in a line that was typed and sent by Enter, if single keys cannot be read.
 * @param asTyped whether letters keep their case, and a number is one key
 */
export const keysInLine = (line: string, asTyped = false): readonly Key[] => {
  if (asTyped && /^\d+$/.test(line)) return [line];
  const keys = keysIn(line, asTyped);
  return keys.length === 0 ? ['enter'] : keys;
};
