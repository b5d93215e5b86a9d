import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** Promise chains; each limit is an `AbortSignal`, which interrupts the wait for the end. */
export function runWithin(command: string, args: readonly string[], { limitMs, graceMs }: Limits): Promise<Ending> {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', reject);
  });
  const over = (signal?: AbortSignal): Promise<unknown> => exit.then(() => gone(child.pid!, signal));

  return within(limitMs, over).then((inTime) => {
    if (inTime) return exit.then((end): Ending => ({ kind: 'ended', ...end }));
    signalGroup(child.pid!, 'SIGTERM');
    return within(graceMs, over).then((ended) => {
      if (ended) return { kind: 'stopped', forced: false };
      signalGroup(child.pid!, 'SIGKILL');
      return over().then((): Ending => ({ kind: 'stopped', forced: true }));
    });
  });
}

/** Whether it is over before the time is; whichever comes second is waited for no longer. */
function within(ms: number, over: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const either = new AbortController();
  const late = pause(ms, false, either).catch(() => false);
  const inTime = over(either.signal).then(
    () => true,
    (error) => {
      if (either.signal.aborted) return false;
      throw error;
    },
  );
  return Promise.race([inTime, late]).finally(() => either.abort());
}

const gone = (pid: number, signal?: AbortSignal): Promise<void> =>
  signalGroup(pid, 0) ? pause(100, undefined, { signal }).then(() => gone(pid, signal)) : Promise.resolve();

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
