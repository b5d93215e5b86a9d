import type { Texts, Words } from './conditions.ts';

/**
 * For `empty`: threads whose sleep was ended by a time-out, in scenarios where a time-out comes last
 * (`timeouts: 'last'`, `threadsWith(timeouts)`).
 */
export const overslept = {
  kind: 'missed-wakeup',
  message: (names) => `Nobody woke ${names.join(' and ')}: only a time-out ended the sleep.`,
  why: 'The time-out came when no other thread could go on.',
  mark: ([name]) => ({ row: 'times out', lane: name, note: 'nobody woke it' }),
  expected: 'a thread that sleeps is woken when there is something to look at',
} satisfies Words<Texts>;
