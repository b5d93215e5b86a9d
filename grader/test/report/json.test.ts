import { expect, test } from 'vitest';
import { parseJson, renderJson } from '../../report/json.ts';
import { samples } from './samples.ts';

const machine = { node: '20.19.0', platform: 'linux' };
const results = Object.entries(samples).map(([exercise, verdict]) => ({ exercise, verdict, durationMs: 12.4 }));

test('the document has the promised shape and order', async () => {
  const document = renderJson(results.slice(0, 1).concat(results.slice(-1)), machine);
  await expect(document).toMatchFileSnapshot('golden/document.json.txt');
});

test('what was written is read again', () => {
  const read = parseJson(renderJson(results, machine));
  expect(read).toEqual(results.map((result) => ({ ...result, durationMs: 12 })));
});

test('a document of version 1 is read, with what it had', () => {
  const finding = { kind: 'race', check: 'two add', message: 'One is lost.', location: { file: 'a.ts', line: 3 } };
  const reach = { schedules: 4, complete: true };
  const first = { exercise: 'a', verdict: 'failed', reach, findings: [finding], durationMs: 5 };
  const noReach = { schedules: 0, complete: false };
  const second = { exercise: 'b', verdict: 'unchecked', reach: noReach, findings: [], durationMs: 6 };
  const read = parseJson(JSON.stringify({ schemaVersion: 1, ...machine, results: [first, second] }));
  expect(read.map(({ verdict }) => verdict)).toMatchObject([
    { state: 'failed', reach, findings: [finding], figures: [], output: { text: '', lost: 0 } },
    { state: 'unchecked', reason: 'The reason was not kept.' },
  ]);
});

test('a document of a later version is refused', () => {
  expect(() => parseJson('{"schemaVersion":3,"results":[]}')).toThrow(/<=2/);
});
