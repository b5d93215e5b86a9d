import timers from 'node:timers';

/**
 * Watches for what a program leaves behind that a later one in the same process might find, or that is still to
 * happen.
 * @returns whether anything is left
 */
export function watchTraces(): () => boolean {
  let repeats = false;
  const { setInterval } = globalThis;
  const watched = (...args: Parameters<typeof setInterval>): NodeJS.Timeout => {
    repeats = true;
    return setInterval(...args);
  };
  for (const module of [globalThis, timers]) Object.assign(module, { setInterval: watched });
  const before = new Set(state());
  return () => repeats || process.exitCode !== undefined || state().some((item) => !before.has(item));
}

function state(): readonly string[] {
  const listeners = process.eventNames().map((event) => `${String(event)}: ${process.listenerCount(event)}`);
  const variables = Object.entries(process.env).map((pair) => pair.join('='));
  return [...Reflect.ownKeys(globalThis).map(String), ...variables, ...listeners];
}
