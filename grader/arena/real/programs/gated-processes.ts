import { endOf, pathOf } from './numbers.ts';
import type { Steps } from './steps.ts';

/*
 * The programs of a run know of no other processes. Each program has a number of its own, the same in every run.
 * Asking whether a program runs is a step, and so is its end.
 */

export type Numbers = {
  /** Number of the program that this process is now. */
  readonly number: number;
  /** The system's numbers, by those of the run. */
  readonly pids: Readonly<Record<number, number>>;
};

export function gateProcesses(steps: Steps, now: () => Numbers): void {
  Object.defineProperty(process, 'pid', { get: () => now().number });
  const { kill, emit } = process;
  process.kill = (asked, signal = 'SIGTERM') => {
    const number = Math.trunc(asked);
    // Node has its own error for what is not a number; 0 and below are groups.
    if (!(Number.isInteger(number) && number > 0)) return kill(asked, signal);
    const looks = signal === 0;
    return steps.take(
      { name: 'kill', detail: String(signal), paths: [pathOf(number)], changes: !looks, process: number },
      ({ gone }) => {
        const pid = now().pids[number];
        if (pid === undefined || gone) throw noSuchProcess();
        return kill(pid, signal);
      },
      () => (looks ? 'it runs' : undefined),
    );
  };
  // The end comes after all listeners, which may still have something to do.
  process.emit = ((event: string, ...args: unknown[]) => {
    const heard: unknown = Reflect.apply(emit, process, [event, ...args]);
    if (event === 'exit') steps.take(endOf(now().number), () => {});
    return heard;
  }) as typeof process.emit;
}

function noSuchProcess(): Error {
  return Object.assign(new Error('kill ESRCH'), { errno: -3, code: 'ESRCH', syscall: 'kill' });
}
