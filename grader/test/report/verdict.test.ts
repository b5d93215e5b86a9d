import { join } from 'node:path';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { Style } from '../../report/style.ts';
import { displayWidth } from '../../report/text.ts';
import { timelineParts } from '../../report/timeline.ts';
import { renderVerdict } from '../../report/verdict.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { samples } from './samples.ts';

const subject = { name: 'counter', folder: 'exercises/04-shared-memory/01-counter' };
const plain: Style = { width: 80, colors: pc.createColors(false), ascii: false };

const rendered = (name: string, style: Partial<Style> = {}): readonly string[] => {
  const verdict = samples[name];
  if (verdict === undefined) throw new Error(`no sample ${name}`);
  return renderVerdict(verdict, subject, { ...plain, ...style });
};

const golden = (name: string): string => join(import.meta.dirname, 'golden', `${name}.txt`);

describe.each(Object.keys(samples))('the verdict %s', (name) => {
  test('reads as its golden file', async () => {
    await expect(`${rendered(name).join('\n')}\n`).toMatchFileSnapshot(golden(name));
  });

  test('reads as its golden file where only ASCII can be shown', async () => {
    const text = rendered(name, { ascii: true }).join('\n');
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(`${text}\n`).toMatchFileSnapshot(golden(`${name}.ascii`));
  });

  test.each([40, 60, 80, 132])('fits into %i columns', (width) => {
    for (const line of rendered(name, { width })) expect.soft(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test('says the same in colour', () => {
    const coloured = rendered(name, { colors: pc.createColors(true) }).join('\n');
    expect(coloured).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex -- the escape sequences that picocolors writes
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(rendered(name).join('\n'));
  });
});

test('a learner cannot write control sequences to the terminal', () => {
  // eslint-disable-next-line no-control-regex -- all that could move a cursor
  expect(rendered('two-findings-and-output').join('\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
});

test('one line and one character are told as one', () => {
  const text = Array.from({ length: 13 }, (_, index) => `line ${index}`).join('\n');
  const verdict = { ...samples['passed'], output: { text, lost: 1 } } as Verdict;
  const [last] = renderVerdict(verdict, subject, plain).slice(-1);
  expect(last).toBe('  … and 1 more line, 1 character that was not kept');
});

test('lanes that do not fit side by side are all named', () => {
  const text = rendered('too-many-lanes').join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('reader 1: await lock.read()');
  expect(text).toContain('writer 1: await lock.write()');
  expect(text).toContain('the gardener: document.replace(');
  expect(text).toContain('the reader will go on reading what is no longer there');
});

test('a name that is wider than its lane is broken between its parts', () => {
  const text = 'Atomics.compareExchange(state, 0, 0, 1) → 0';
  const rows = [0, 1].map((lane) => ({ lane, text, memory: [], location: { file: 'lock.ts', line: 14 } }));
  const timeline = { lanes: ['writer A', 'writer B'], memory: [], rows };
  const lines = timelineParts(timeline, { ...plain, width: 46 }).rows[0]?.map((line) => line.slice(6, 20).trim());
  expect(lines).toEqual(['Atomics.', 'compare', 'Exchange(', 'state, 0, 0,', '1) → 0']);
});
