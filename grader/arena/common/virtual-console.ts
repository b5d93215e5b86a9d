import { Console } from 'node:console';

const printing = [
  ...(['log', 'info', 'debug', 'error', 'warn', 'dir', 'dirxml', 'table', 'trace'] as const),
  ...(['group', 'groupCollapsed', 'groupEnd', 'assert', 'count', 'countReset'] as const),
];

export type Listener = {
  /** Whether anything printed now is kept: if not, it need not be formatted. */
  readonly hears: () => boolean;
  readonly print: (text: string) => void;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** An object that stands for the current run: a new one for each run. */
  readonly run: () => unknown;
};

/** `console` as learner code sees it: what it prints is kept, and no run finds what another left in it. */
export function virtualConsole({ hears, print, now, run }: Listener): Console {
  const stream = { write: (text: string): boolean => (print(text), true) };
  const made = (): Console => new Console({ stdout: stream as NodeJS.WritableStream, ignoreErrors: false });
  let inner = made();
  let timers = new Map<string, number>();
  let last: unknown;
  /** Labels, counts and indentation belong to one run. */
  const refresh = (): void => {
    if (last === run()) return;
    last = run();
    timers = new Map();
    inner = made();
  };
  const passed = (label: string): string => {
    refresh();
    const at = now();
    return `${label}: ${at - (timers.get(label) ?? at)}ms`;
  };
  const methods: Record<string, unknown> = {
    time: (label: unknown = 'default') => {
      refresh();
      timers.set(String(label), now());
    },
    timeLog: (label: unknown = 'default', ...rest: unknown[]) => replaced.log(passed(String(label)), ...rest),
    timeEnd: (label: unknown = 'default') => {
      replaced.log(passed(String(label)));
      timers.delete(String(label));
    },
  };
  for (const name of printing) {
    methods[name] = (...values: unknown[]): void => {
      if (!hears()) return;
      refresh();
      Reflect.apply(inner[name], inner, values);
    };
  }
  const replaced = methods as unknown as Console;
  return replaced;
}
