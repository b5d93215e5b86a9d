import { spawn } from 'node:child_process';
import { killAll, markedProcesses } from '../arena/common/marked-processes.ts';

/** Kills a process that was started with `detached`, and all that it started in its group. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  killAll([-pid]);
}

/** Kills every process that carries the mark: some may have left the group, or outlived it. */
export function reap(mark: string): void {
  killAll(markedProcesses(mark));
}
