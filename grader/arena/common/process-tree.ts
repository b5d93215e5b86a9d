import { readdirSync, readFileSync } from 'node:fs';

/** All descendants of a process, parents first; empty where the system does not say (not Linux). */
export function processTree(pid: number): readonly number[] {
  if (process.platform !== 'linux') return [];
  return childrenOf(pid).flatMap((child) => [child, ...processTree(child)]);
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
      const text = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
      return text === '' ? [] : text.split(' ').map(Number);
    });
  } catch {
    // The process has since ended.
    return [];
  }
}
