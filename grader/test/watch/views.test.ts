import { expect, test } from 'vitest';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Event } from '../../watch/model/state.ts';
import { samples } from '../report/samples.ts';
import { after, failed, key, lostUpdate, read, saved, verdict } from './sample-state.ts';

test('the steps of a timeline end at its ends', () => {
  const events: Event[] = [read('a'), verdict(1, samples['lost-update'] ?? failed), key('t')];
  const row = (...keys: readonly string[]): unknown => {
    const { view } = after(...events, ...keys.map(key)).state;
    return view.kind === 'timeline' && view.row;
  };
  expect(row()).toBe(0);
  expect(row('left')).toBe(0);
  expect(row('right', 'space', 't')).toBe(3);
  expect(row('end', 'right')).toBe(3);
  expect(row('end', 'home')).toBe(0);
});

test('a timeline stays at its step only while the verdict shows the same run', () => {
  const [old, other] = [samples['lost-update'] ?? failed, samples['deadlock'] ?? failed];
  const recalled: Event = { kind: 'recalled', exercise: lostUpdate.id, hash: saved('a').files.hash, verdict: old };
  const again = (now: Verdict): unknown => after(recalled, read('a'), key('t'), key('end'), verdict(1, now)).state.view;
  expect(again(old)).toMatchObject({ kind: 'timeline', row: 3 });
  expect(again(other)).toMatchObject({ kind: 'timeline', row: 0 });
});

test('a demo that prints for ever keeps its last thousand lines', () => {
  const lines = Array.from({ length: 700 }, (_, index) => `line ${index}`);
  const printed: Event = { kind: 'printed', program: 1, lines };
  const { view } = after(key('d'), printed, printed).state;
  expect(view).toMatchObject({ lost: 400 });
  expect(view.kind === 'program' && view.lines).toHaveLength(1000);
});
