import { describe, expect, test } from 'vitest';
import { asideOf, recordOf, verdictFrom } from '../../verdict/codec.ts';
import { faultKinds } from '../../verdict/fault.ts';
import { findingKinds } from '../../verdict/finding.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { samples } from '../report/samples.ts';

const throughText = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

test.each(Object.entries(samples))('%s: a verdict comes back from its record and what was beside it', (_, verdict) => {
  const record = throughText(recordOf(verdict));
  expect(verdictFrom(record, throughText(asideOf(verdict)))).toEqual(verdict);
});

test('what differs each time is not in the record', () => {
  const passed = { state: 'passed', checks: [], reach: { schedules: 2, complete: false } } as const;
  const one: Verdict = { ...passed, figures: ['1.9× on 2 cores'], output: { text: 'a', lost: 0 } };
  const other: Verdict = { ...passed, figures: ['1.8× on 2 cores'], output: { text: 'b', lost: 3 } };
  expect(JSON.stringify(recordOf(one))).toBe(JSON.stringify(recordOf(other)));
});

test('the bytes of a record do not depend on how a finding was put together', () => {
  const verdict = samples['lost-update'] as Verdict & { state: 'failed' };
  const turned = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).toReversed()) as T;
  const [first] = verdict.findings;
  const same: Verdict = turned({ ...verdict, reach: turned(verdict.reach), findings: [turned(first)] as const });
  expect(JSON.stringify(recordOf(same))).toBe(JSON.stringify(recordOf(verdict)));
});

test('each kind of fault is a kind of finding, and none is listed twice', () => {
  expect(findingKinds).toEqual(expect.arrayContaining([...faultKinds]));
  expect(new Set(findingKinds).size).toBe(findingKinds.length);
});

describe('a record that no verdict can have is refused', () => {
  const reach = { schedules: 1, complete: true };
  const finding = { kind: 'race', check: 'c', message: 'm' };
  test.each([
    ['no record', 'passed'],
    ['an unknown state', { verdict: 'fine', reach, findings: [] }],
    ['an unknown kind', { verdict: 'failed', reach, findings: [{ ...finding, kind: 'bug' }] }],
    ['a failure without a finding', { verdict: 'failed', reach, findings: [] }],
    ['a pass with a finding', { verdict: 'passed', reach, findings: [finding] }],
    ['a field of a later version', { verdict: 'passed', reach, findings: [], marks: 3 }],
    [
      'a place before the first line',
      { verdict: 'failed', reach, findings: [{ ...finding, location: { file: 'a', line: 0 } }] },
    ],
  ])('%s', (_name, record) => expect(() => verdictFrom(record)).toThrow());
});
