import { expect, test } from 'vitest';
import type { TestCase, TestModule } from 'vitest/node';
import type { CheckReport } from '../../harness/session.ts';
import { verdictOf } from '../../judge/summary.ts';
import type { Verdict } from '../../verdict/verdict.ts';

const report: CheckReport = {
  findings: [],
  figures: [],
  schedules: 0,
  sharedTurns: 0,
  complete: true,
  tried: true,
  output: { text: '', lost: 0 },
  measured: 0,
  runs: 1,
};

/** The verdict on what checks reported; one with a finding has failed. */
function judged(...reports: Partial<CheckReport>[]): Verdict {
  const cases = reports.map(
    (each, index) =>
      ({
        name: `check ${index}`,
        meta: () => ({ report: { ...report, ...each } }),
        result: () => ({ state: each.findings ? 'failed' : 'passed' }),
      }) as unknown as TestCase,
  );
  const module = { errors: () => [], children: { allTests: () => cases } } as unknown as TestModule;
  return verdictOf([module], [], { checks: cases.length, about: [], replayed: false });
}

/** What a pass of these checks stands on. */
function passOf(...reports: Partial<CheckReport>[]): unknown {
  const verdict = judged(...reports);
  return verdict.state === 'passed' && { reach: verdict.reach, figures: verdict.figures };
}

const realRuns = '2 real runs, judged by witnesses, not by a stopwatch';

test.each([
  {
    checks: 'orders only',
    reports: [{ schedules: 36 }],
    pass: { reach: { schedules: 36, complete: true }, figures: [] },
  },
  {
    checks: 'real runs only',
    reports: [{ schedules: 2, measured: 2 }],
    pass: { reach: { schedules: 2, complete: false }, figures: [realRuns] },
  },
  {
    checks: 'orders beside real runs',
    reports: [{ schedules: 36 }, { schedules: 2, measured: 2 }],
    pass: { reach: { schedules: 38, complete: false }, figures: ['all 36 orders', realRuns] },
  },
  {
    checks: 'both in one check, and orders that were not all tried',
    reports: [{ schedules: 22, measured: 2, complete: false }],
    pass: {
      reach: { schedules: 22, complete: false },
      figures: [
        '20 orders tried; there are more',
        'None of those that were tried fails. But your code has more orders than can be tried in a run, so this is no proof.',
        realRuns,
      ],
    },
  },
])('what a pass stands on: $checks', ({ reports, pass }) => {
  expect(passOf(...reports)).toEqual(pass);
});

test('a check for which nothing was run has not failed', () => {
  const stuck = { kind: 'stuck', message: 'It did not come to an end.' } as const;
  const lost = { complete: false, runs: 0 } as const;
  expect(
    judged(
      {},
      { ...lost, findings: [{ check: 'check 1', ...stuck }] },
      { ...lost, findings: [{ check: 'check 2', ...stuck }], tried: false },
    ),
  ).toMatchObject({
    state: 'failed',
    findings: [{ check: 'check 1' }],
    checks: [
      { title: 'check 0', passed: true },
      { title: 'check 1', passed: false },
      { title: 'check 2', passed: false, tried: false },
    ],
    reach: { complete: false },
  });
});
