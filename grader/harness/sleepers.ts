import type { Aftermath } from '../arena/threads/scenario/scenario.ts';

/**
 * Threads that kept a core busy while they waited.
 *
 * @param waits how often each thread had to wait for long
 * @returns a text each: what it did in place of sleeping, once a wait
 */
export function awake({ sleeps, gaveUp }: Aftermath, waits: Readonly<Record<string, number>>): string[] {
  return Object.entries(waits).flatMap(([name, times]) => {
    if ((gaveUp[name] ?? 0) > 0) return [`${name} looked more than 16 times in a row in vain`];
    const slept = sleeps[name] ?? 0;
    return slept < times ? [`${name} had to wait ${times} times, and went to sleep ${slept} times`] : [];
  });
}
