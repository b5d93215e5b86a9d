import { Console } from 'node:console';
import type { World } from './world.ts';

const printing = [
  ...(['log', 'info', 'debug', 'error', 'warn', 'dir', 'dirxml', 'table', 'trace'] as const),
  ...(['group', 'groupCollapsed', 'groupEnd', 'assert', 'count', 'countReset'] as const),
];

/** `console` as learner code sees it: what it prints is kept, and nothing of it can be changed. */
export function virtualConsole(world: World): Console {
  const stream = { write: (text: string): boolean => (world.output.write(text), true) };
  const inner = new Console({ stdout: stream as NodeJS.WritableStream, ignoreErrors: false });
  let timers = new Map<string, number>();
  let run: unknown;
  /** Those that were started in this run. */
  const started = (): Map<string, number> => {
    if (run !== world.run) timers = new Map();
    run = world.run;
    return timers;
  };
  const passed = (label: string): string => `${label}: ${world.run.now - (started().get(label) ?? world.run.now)}ms`;
  const made: Record<string, unknown> = {
    time: (label: unknown = 'default') => void started().set(String(label), world.run.now),
    timeLog: (label: unknown = 'default', ...rest: unknown[]) => replaced.log(passed(String(label)), ...rest),
    timeEnd: (label: unknown = 'default') => {
      replaced.log(passed(String(label)));
      started().delete(String(label));
    },
  };
  for (const name of printing) {
    // Later runs are not heard: formatting their output would be for nothing.
    made[name] = (...values: unknown[]): void => {
      if (world.output.open) Reflect.apply(inner[name], inner, values);
    };
  }
  const replaced = made as unknown as Console;
  return replaced;
}
