import type { Judgement } from './judgement.ts';

/* What a scenario saw of `staff` and `heldSince`, after all calls had settled. */

export const leftRunning = {
  kind: 'leak',
  message: ({ alive }) => `All calls had settled, and ${alive} still ran.`,
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<{ alive: string }>;

/** Like `leftRunning`, where the promise has rejected. */
export const leftAfterError = {
  ...leftRunning,
  message: ({ alive }) => `The promise had rejected, and ${alive} still ran.`,
} satisfies Judgement<{ alive: string }>;

export const leftOpen = {
  kind: 'leak',
  message: ({ left }) => `All calls had settled, and something still kept the process alive: ${left}.`,
  expected: 'nothing',
  got: ({ left }) => left,
} satisfies Judgement<{ left: string }>;
