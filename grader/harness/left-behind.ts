import type { Judgement } from './judgement.ts';

/* What a scenario saw of `staff` and `heldSince`, after all calls had settled. */

export const leftRunning = {
  kind: 'leak',
  message: ({ alive }) => `All calls had settled. Threads and processes that still ran: ${alive}.`,
  expected: 'none left',
  got: ({ alive }) => `${alive} left`,
} satisfies Judgement<{ alive: number }>;

/** Like `leftRunning`, where the promise has rejected. */
export const leftAfterError = {
  ...leftRunning,
  message: ({ alive }) => `The promise had rejected. Threads and processes that still ran: ${alive}.`,
} satisfies Judgement<{ alive: number }>;

export const leftOpen = {
  kind: 'leak',
  message: ({ left }) => `All calls had settled, and something still kept the process alive: ${left}.`,
  expected: 'nothing',
  got: ({ left }) => left,
} satisfies Judgement<{ left: string }>;
