import type { Aftermath } from '../arena/threads/scenario/scenario.ts';
import { howOften } from '../verdict/counted.ts';

/**
 * Threads that kept a core busy while they waited.
 *
 * @param waits how often each thread had to wait long
 * @returns a text for each of them: what it did instead of sleeping once per wait
 */
export function awake({ sleeps, gaveUp }: Aftermath, waits: Readonly<Record<string, number>>): string[] {
  return Object.entries(waits).flatMap(([name, times]) => {
    if ((gaveUp[name] ?? 0) > 0) return [`${name} looked more than 16 times in a row in vain`];
    const slept = sleeps[name] ?? 0;
    if (slept >= times) return [];
    const did = slept === 0 ? 'never went to sleep' : `went to sleep only ${howOften(slept)}`;
    return [`${name} had to wait ${howOften(times)} and ${did}`];
  });
}

/** Ten looks of a few operations each, and what comes before and after. */
const mostAwake = 60;

/**
 * Threads that did too much without a sleep, though they had to wait.
 *
 * @param names threads that did hardly anything else
 * @returns a text for each of them
 */
export const busy = ({ awake: longest }: Aftermath, names: readonly string[]): string[] =>
  names
    .filter((name) => (longest[name] ?? 0) > mostAwake)
    .map((name) => `${name} did more than ${mostAwake} operations in a row without falling asleep`);
