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
    if (slept >= times) return [];
    const did = slept === 0 ? 'never went to sleep' : `went to sleep ${often(slept)}`;
    return [`${name} had to wait ${often(times)}, and ${did}`];
  });
}

const often = (count: number): string => (count === 1 ? 'once' : `${count} times`);
