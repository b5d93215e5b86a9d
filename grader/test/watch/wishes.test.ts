import { describe, expect, test } from 'vitest';
import type { Event, Wish } from '../../watch/model/state.ts';
import { sessionView } from '../../watch/model/session-view.ts';
import { sources, state as driven } from '../drive/sample-drive.ts';
import { after, failed, hello, key, lostUpdate, opened, passed, read, verdict } from './sample-state.ts';

const wish = (asked: Wish): Event => ({ kind: 'wished', wish: asked });
const begun = [opened, read('a'), verdict(1, failed)] as const;

describe('what somebody wants who looks at the page', () => {
  test('is done whatever the terminal shows, where a letter may mean something else', () => {
    for (const view of ['l', 'x', '?', 'b']) {
      const { state } = after(...begun, key(view), wish({ kind: 'hint' }));
      expect(state.view.kind).toBe('exercise');
      expect(sessionView(state, '/kit').exercise.hints).toHaveLength(1);
    }
  });

  test('opens an exercise; one that is not there is a sentence', () => {
    expect(after(...begun, wish({ kind: 'open', exercise: hello.id })).state.current).toBe(hello);
    expect(after(...begun, wish({ kind: 'previous' })).state.current).toBe(hello);
    const { state } = after(...begun, wish({ kind: 'open', exercise: 'nowhere' }));
    expect([state.current, state.answer]).toEqual([lostUpdate, 'There is no exercise nowhere.']);
  });

  test('goes on only after a pass', () => {
    expect(after(...begun, wish({ kind: 'next' })).state.current).toBe(lostUpdate);
    expect(after(opened, read('a'), verdict(1, passed), wish({ kind: 'next' })).state.current).not.toBe(lostUpdate);
  });

  test('ends a demo that runs, and a run of all', () => {
    expect(after(...begun, key('d'), wish({ kind: 'again' })).effects).toContainEqual({ kind: 'end-program' });
    const { state } = after(...begun, key('a'), wish({ kind: 'hint' }));
    expect([state.view.kind, state.run]).toEqual(['exercise', undefined]);
  });

  test('opens the editor at a line of the exercise’s own files, and of no others', () => {
    const { effects } = after(...begun, wish({ kind: 'edit', file: 'main.ts', line: 12 }));
    expect(effects).toMatchObject([{ kind: 'edit', path: expect.stringContaining('main.ts'), line: 12 }]);
    for (const file of ['../main.ts', '/etc/passwd', 'demo.ts', ''])
      expect(after(...begun, wish({ kind: 'edit', file, line: 1 })).effects).toEqual([]);
  });

  test('shows a finding that is there', () => {
    expect(after(...begun, wish({ kind: 'finding', finding: 5 })).state.finding).toBe(0);
  });
});

describe('a drive', () => {
  test('is begun about the finding that is shown, whatever the terminal shows', () => {
    const { effects } = after(...begun, key('l'), wish({ kind: 'drive' }));
    expect(effects).toMatchObject([{ kind: 'drive', exercise: lostUpdate }]);
  });

  test('is steered by whoever looks, and belongs to its exercise', () => {
    const shown = { kind: 'driven', state: driven, sources } as const;
    const steer = { kind: 'steer', key: '1' } as const;
    const { state, effects } = after(...begun, { kind: 'driven', shown }, wish(steer));
    expect([state.drive, effects]).toEqual([shown, [{ kind: 'steer', wish: steer }]]);
    const elsewhere = after(...begun, { kind: 'driven', shown }, wish({ kind: 'open', exercise: hello.id }));
    expect(elsewhere.state.drive).toBeUndefined();
  });
});

test('w asks for the page', () => {
  expect(after(...begun, key('w')).effects).toEqual([{ kind: 'serve' }]);
});

test('the view has what was judged, where the terminal is in it, and the course', () => {
  const view = sessionView(after(...begun).state, '/kit');
  expect(view.judged?.sources).toEqual([{ name: 'main.ts', text: 'a' }]);
  expect(view.step).toBeNull();
  expect(view.course.exercises.map(({ name, passed: isPassed }) => [name, isPassed])).toEqual([
    ['hello', false],
    ['lost-update', false],
    ['mutex', false],
  ]);
});
