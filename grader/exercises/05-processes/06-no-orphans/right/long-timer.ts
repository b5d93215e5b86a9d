import { spawn } from 'node:child_process';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** One timer for what is sent next; looks only where there is no event to wait for. */
export function runWithin(command: string, args: readonly string[], limits: Limits): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    const sent: NodeJS.Signals[] = [];
    let next: NodeJS.Timeout | undefined;
    let end: Ending = { kind: 'stopped', forced: false };

    const send = (signal: NodeJS.Signals | 0): boolean => {
      try {
        return process.kill(-child.pid!, signal);
      } catch {
        return false;
      }
    };
    const look = (): void => {
      if (send(0)) return void setTimeout(look, 80);
      clearTimeout(next);
      resolve(sent.length === 0 ? end : { kind: 'stopped', forced: sent.includes('SIGKILL') });
    };

    child.on('error', reject);
    child.on('spawn', () => {
      next = setTimeout(() => {
        if (send('SIGTERM')) sent.push('SIGTERM');
        next = setTimeout(() => {
          if (send('SIGKILL')) sent.push('SIGKILL');
        }, limits.graceMs);
      }, limits.limitMs);
    });
    child.on('exit', (code, signal) => {
      end = { kind: 'ended', code, signal };
      look();
    });
  });
}
