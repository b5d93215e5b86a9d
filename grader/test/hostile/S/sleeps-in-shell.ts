// S 04-shared-memory/01-counter crash in P and S
import { execSync } from 'node:child_process';
export function countVisitors(): void {
  execSync('sleep 1000');
}
