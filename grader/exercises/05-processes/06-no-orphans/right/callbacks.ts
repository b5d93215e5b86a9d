import { spawn } from 'node:child_process';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

type Callback = (error: Error | null, ending?: Ending) => void;

/** In the style of Node's first years: each step hands on to the next one. */
function start(command: string, args: readonly string[], { limitMs, graceMs }: Limits, done: Callback): void {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  let asked = false;
  let killed = false;
  let until = Date.now() + limitMs;

  const send = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return process.kill(-child.pid!, signal);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  };

  const look = (): void => {
    if (!send(0)) {
      if (asked) done(null, { kind: 'stopped', forced: killed });
      else done(null, { kind: 'ended', code: child.exitCode, signal: child.signalCode });
      return;
    }
    if (Date.now() >= until) {
      if (asked) killed = send('SIGKILL');
      else asked = send('SIGTERM');
      until = killed ? Infinity : Date.now() + graceMs;
    }
    setTimeout(look, 25);
  };

  child.on('error', (error) => done(error));
  child.on('spawn', look);
}

export function runWithin(command: string, args: readonly string[], limits: Limits): Promise<Ending> {
  return new Promise((resolve, reject) => {
    start(command, args, limits, (error, ending) => (error ? reject(error) : resolve(ending!)));
  });
}
