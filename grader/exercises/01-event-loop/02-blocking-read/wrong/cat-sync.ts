// blocked-loop: another process reads, but this one still waits for it synchronously
import { execFileSync } from 'node:child_process';

export type Config = { stop: string; lines: number[]; refreshSeconds: number };

export async function loadConfig(path: string): Promise<Config> {
  return JSON.parse(execFileSync('cat', [path], { encoding: 'utf8' }));
}
