// blocked-loop in "a job that ends in time is reported as it ended"
// spawnSync has a time-out as an option, and nothing else can happen meanwhile
import { spawnSync } from 'node:child_process';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

export async function runWithin(command: string, args: readonly string[], { limitMs }: Limits): Promise<Ending> {
  const { status, signal, error } = spawnSync(command, args, {
    timeout: limitMs,
    killSignal: 'SIGKILL',
    stdio: 'ignore',
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ETIMEDOUT') return { kind: 'stopped', forced: true };
  if (error) throw error;
  return { kind: 'ended', code: status, signal };
}
