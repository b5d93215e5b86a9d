// T 00-welcome/01-hello crash in P and S
import { execSync } from 'node:child_process';
export async function welcome(): Promise<string> {
  return String(execSync('sleep 1000'));
}
