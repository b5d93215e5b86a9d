import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drawing } from '../../report/html/drawing.ts';
import { judgedPage, type JudgedExercise } from '../../report/html/judged-page.ts';
import { waitsOf } from '../../report/html/waits.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { lostUpdate, samples } from './samples.ts';

const source = { name: 'counter.ts', text: `${'\n'.repeat(11)}const n = read();\nwrite(n + 1);\n` };
const judged = (verdict: Verdict | undefined, changes: Partial<JudgedExercise> = {}): JudgedExercise => {
  if (!verdict) throw new Error('Expected a sample with this name');
  return { exercise: '04-shared-memory/01-counter', title: 'The counter', verdict, sources: [source], ...changes };
};
const text = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of a verdict', () => {
  test('has all of a finding without any script: steps, memory, remarks, values, and how to see it again', () => {
    const read = text(judgedPage([judged(samples['lost-update'])], ''));
    for (const part of [
      'The counter: not passed',
      'two workers add 1 race',
      'An update was lost. counter.ts:13',
      '1 worker A: read count → 0 at :12 could go on, but is paused count 0',
      '4 worker A: write count ← 1 at :13 overwrites B&#39;s update count 1',
      '12 const n = read(); step 1, 2',
      '13 write(n + 1); step 3, 4 ✗ the finding',
      'expected 2 got 1',
      'A wrote a sum made from the 0 of step 1',
      '2 of 4 orders fail.',
      'npm run grade -- --replay v1.c03.9f',
    ])
      expect(read).toContain(part);
  });

  test('says of a bounded pass that it is no proof, and of what could not be checked whose fault that is', () => {
    expect(text(judgedPage([judged(samples['passed-in-part'])], ''))).toContain('this is no proof');
    expect(text(judgedPage([judged(samples['passed'])], ''))).toContain('all 36 orders passed');
    expect(text(judgedPage([judged(samples['unchecked'])], ''))).toContain(
      'could not be checked 04-shared-memory/01-counter The fault is in the grader',
    );
  });

  test('is the same each time, and an exercise after the other', () => {
    const both = [judged(samples['passed']), judged(samples['several-findings'])];
    expect(judgedPage(both, 'x')).toBe(judgedPage(both, 'x'));
    expect(judgedPage(both, '').match(/<h2>/g)).toHaveLength(2);
  });

  test('every id is there once, and each link within the page leads to one', () => {
    const page = judgedPage([judged(samples['lost-update']), judged(samples['lost-update'])], '');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(links).toHaveLength(8);
    expect(ids).toEqual(expect.arrayContaining(links));
  });

  test('what comes from the learner is text: in sources, steps, lanes, values and output', () => {
    const evil = '</code></script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u{202E}\u0007';
    const finding = {
      kind: 'race',
      check: evil,
      message: evil,
      why: evil,
      location: { file: evil, line: 1 },
      expected: evil,
      got: evil,
      evidence: [evil],
      replay: evil,
      timeline: {
        lanes: [evil],
        memory: [evil],
        rows: [{ lane: 0, text: evil, location: { file: evil, line: 1 }, memory: [evil], note: evil }],
        noReturn: { row: 0, instead: evil },
      },
    } as const;
    const verdict: Verdict = {
      state: 'failed',
      findings: [finding],
      checks: [
        { title: evil, passed: false },
        { title: 'another', passed: true },
      ],
      reach: { schedules: 1, complete: true },
      output: { text: evil, lost: 0 },
      figures: [],
    };
    const page = judgedPage([judged(verdict, { title: evil, sources: [{ name: evil, text: evil }] })], 'ours()');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|\u202e/);
    expect(page).not.toContain('\u0007');
    // No hole of the page lets a value leave its attribute.
    expect(page.replaceAll(/"[^"]*"/g, '')).not.toMatch(/<[^>]*onerror/);
  });

  test('a source is shown as it is: what only a build server must not read stays', () => {
    const sources = [{ name: 'counter.ts', text: 'const a = "::error";\n' }];
    expect(judgedPage([judged(samples['lost-update'], { sources })], '')).toContain('&quot;::error&quot;');
  });

  test('the policy allows its script and nothing else', () => {
    const page = judgedPage([judged(samples['lost-update'])], 'run()');
    const hash = createHash('sha256').update('run()').digest('base64');
    expect(page).toContain(
      `default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-${hash}&#39;;`,
    );
    expect(page).not.toMatch(/https?:|\son\w+=/);
  });
});

describe('the drawing', () => {
  const pending = samples['pending-calls'];
  const timeline = pending?.state === 'failed' ? pending.findings[0].timeline : undefined;

  test('has a line for each wait, and says how each ends', () => {
    if (!timeline) throw new Error('Expected a timeline');
    expect(waitsOf(timeline).map(({ lane, track, from, to, end, by }) => [lane, track, from, to, end, by])).toEqual([
      [0, 0, 0, 3, 'answered', undefined],
      [0, 1, 1, 6, 'answered', undefined],
      [2, 0, 2, undefined, 'open', undefined],
      [0, 2, 4, 5, 'given up', 1],
    ]);
    const { text: drawn } = drawing(timeline);
    expect(drawn.match(/class="wait /g)).toHaveLength(4);
    expect(drawn.match(/class="elbow ends left"/g)).toHaveLength(1);
    for (const part of ['the answer comes in step 4', 'given up in step 6', 'still pending when the run ends'])
      expect(drawn).toContain(part);
  });

  test('an arrow shows each change of lanes', () => {
    const { text: drawn } = drawing(lostUpdate);
    expect(drawn.match(/class="elbow change (?:right|left)"/g)).toEqual([
      'class="elbow change right"',
      'class="elbow change left"',
    ]);
  });
});
