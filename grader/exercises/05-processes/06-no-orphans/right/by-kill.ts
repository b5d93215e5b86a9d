import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export type Limits = { limitMs: number; graceMs: number };
export type Ending =
  | { kind: 'ended'; code: number | null; signal: NodeJS.Signals | null }
  | { kind: 'stopped'; forced: boolean };

/** Leaves looking and sending to the tools that one has in a shell. */
export async function runWithin(command: string, args: readonly string[], limits: Limits): Promise<Ending> {
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  const exit = once(child, 'exit');
  // Whoever cannot be started has no group, and no end either.
  await Promise.race([exit, once(child, 'spawn')]);
  const group = String(child.pid);

  const isThere = () => succeeds('kill', ['-0', '--', `-${group}`]);
  const send = (signal: string) => succeeds('kill', [`-${signal}`, '--', `-${group}`]);
  const ends = async (withinMs: number): Promise<boolean> => {
    const late = Date.now() + withinMs;
    while (await isThere()) {
      if (Date.now() >= late) return false;
      await pause(50);
    }
    return true;
  };

  if (await ends(limits.limitMs)) {
    const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
    return { kind: 'ended', code, signal };
  }
  await send('TERM');
  if (await ends(limits.graceMs)) return { kind: 'stopped', forced: false };
  const forced = await send('KILL');
  await ends(Infinity);
  return { kind: 'stopped', forced };
}

const succeeds = (tool: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => void execFile(tool, args, (error) => resolve(error === null)));
