import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseClassFile, readClassFile, writeClassFile } from '../../class/class-file.ts';
import { UserError } from '../../course/user-error.ts';

const known = ['00-welcome/01-hello', '02-async-races/03-mutex'];
const complaint = (text: string): string => {
  try {
    parseClassFile(text, 'class.json', known);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, error.help].join(' ');
  }
};
const withExercises = (exercises: string, more = ''): string =>
  `{\n  "title": "x",\n  "exercises": [\n${exercises}\n  ]${more}\n}\n`;
const hello = '    { "id": "00-welcome/01-hello", "points": 10 }';

test('a class file that is right is read, also with a byte order mark', () => {
  expect(complaint(withExercises(hello))).toBe('nothing');
  expect(complaint(`\u{FEFF}${withExercises(hello)}`)).toBe('nothing');
});

test.each<[string, string, RegExp]>([
  ['no exercise', withExercises(''), /class\.json:3: expected `exercises` to be at least one exercise/],
  [
    'an unknown exercise',
    withExercises('    { "id": "02-async-races/03-mutx", "points": 1 }'),
    /class\.json:4: there is no exercise `02-async-races\/03-mutx`\. .*02-async-races\/03-mutex/,
  ],
  [
    'one that is there twice',
    withExercises(`${hello},\n${hello}`),
    /class\.json:5: `00-welcome\/01-hello` is listed twice/,
  ],
  ['a misspelt field', withExercises(hello, ',\n  "latte": "flag"'), /class\.json:6: unknown field `latte`\..*`late`/],
  [
    'a misspelt field of the second exercise',
    withExercises(`${hello},\n    { "id": "02-async-races/03-mutex", "point": 1 }`),
    /class\.json:5: .*(?:unknown field|points)/,
  ],
  [
    'points of the second exercise that are none',
    withExercises(`${hello},\n    { "id": "02-async-races/03-mutex", "points": -1 }`),
    /class\.json:5: expected `exercises\.1\.points` to be a number of at least 0, got -1/,
  ],
  [
    'points that no number holds',
    withExercises('    { "id": "02-async-races/03-mutex", "points": 1e999 }'),
    /class\.json:4: expected `exercises\.0\.points` to be a number of at least 0/,
  ],
  [
    'a moment without an offset',
    withExercises(hello, ',\n  "due": "2027-01-31"'),
    /class\.json:6: expected `due` to be/,
  ],
  [
    'a day that no calendar has',
    withExercises(hello, ',\n  "due": "2027-02-30T12:00:00Z"'),
    /class\.json:6: expected `due` to be/,
  ],
  ['no JSON', '{ "title": ', /class\.json is not JSON: line 1, column 12: Unexpected end of file in JSON/],
  [
    'a comma too many',
    withExercises(`${hello},`),
    /class\.json is not JSON: line 4, column 50: JSON does not support trailing commas/,
  ],
  [
    'a field that is there twice',
    withExercises('    {\n      "id": "00-welcome/01-hello",\n      "points": 10,\n      "points": 1\n    }'),
    /class\.json:7: "points" is there twice/,
  ],
  ['a field that is missing', '{ "exercises": [] }', /class\.json:1: `title` is missing/],
  [
    'a field of an exercise that is missing',
    withExercises('    { "id": "00-welcome/01-hello" }'),
    /class\.json:4: `exercises\.0\.points` is missing/,
  ],
  ['another kind of document', '"x"', /class\.json:1: expected the document to be an object, got "x"/],
  [
    'another kind of field',
    withExercises(hello, ',\n  "due": 5'),
    /class\.json:6: expected `due` to be a string, got 5/,
  ],
  ['an empty title', withExercises(hello).replace('"x"', '" "'), /expected `title` to be one line of text, got ""/],
  ['a title of two lines', withExercises(hello).replace('"x"', '"a\\nb"'), /expected `title` to be one line of text/],
  ['another encoding', Buffer.from(withExercises(hello), 'utf16le').toString('utf8'), /class\.json is not JSON/],
])('%s is named with its line', (_, text, reason) => {
  expect(complaint(text)).toMatch(reason);
});

test('a class file is told to be missing only if it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'racelings-test-'));
  const path = join(folder, 'new', 'class.json');
  const said = async (): Promise<string> =>
    readClassFile(path, known).then(
      ({ title }) => title,
      (error: unknown) => (error instanceof UserError ? error.message : `threw ${String(error)}`),
    );
  try {
    expect(await said()).toMatch(/^There is no class file/);
    await writeClassFile(path, { title: 'new folder', exercises: [{ id: known[0] ?? '', points: 1 }] });
    expect(await said()).toBe('new folder');
    await writeFile(path, Buffer.from(withExercises(hello).replace('"x"', '"\u{DC}"'), 'latin1'));
    expect(await said()).toMatch(/is not encoded in UTF-8/);
    await rm(path);
    await mkdir(path);
    expect(await said()).toMatch(/can't be read: EISDIR/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
