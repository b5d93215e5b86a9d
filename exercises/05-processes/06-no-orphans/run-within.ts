import { spawn } from 'node:child_process';

export type Limits = {
  /** How long a job may take, in milliseconds. */
  limitMs: number;
  /** How long it has to end by itself once it was asked to, in milliseconds. */
  graceMs: number;
};

export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** Runs a job, and stops it when it takes too long: the command, and all that it has started. */
export function runWithin(command: string, args: readonly string[], { limitMs }: Limits): Promise<Ending> {
  // TODO: after a week there are four hundred browsers on the machine, and no job that they belong to.
  return new Promise((resolve) => {
    const job = spawn(command, args, { stdio: 'ignore' });
    let late = false;
    setTimeout(() => {
      late = true;
      job.kill('SIGKILL');
    }, limitMs);
    job.on('exit', (code, signal) => {
      resolve(late ? { kind: 'stopped', forced: true } : { kind: 'ended', code, signal });
    });
  });
}
