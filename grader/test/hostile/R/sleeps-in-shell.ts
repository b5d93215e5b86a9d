// R 01-event-loop/02-blocking-read stuck in P and S
import { execSync } from 'node:child_process';
export async function loadConfig(): Promise<string> {
  return String(execSync('sleep 1000'));
}
