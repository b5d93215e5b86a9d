import type { ChildProcess } from 'node:child_process';

/** Those whose end nobody can have heard of yet. */
export const running = (children: readonly ChildProcess[]): readonly ChildProcess[] =>
  children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

/** How many listeners there are on them, for any event. */
export const listenersOn = (children: readonly ChildProcess[]): number =>
  children
    .flatMap((child) => child.eventNames().map((event) => child.listenerCount(event)))
    .reduce((sum, count) => sum + count, 0);
