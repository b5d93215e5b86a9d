// R 03-workers/02-split-work crash in P and S
import { execFileSync } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const js = execFileSync(
  process.cwd() + '/node_modules/.bin/esbuild',
  [
    process.cwd() + '/solutions/03-workers/02-split-work/split-work.ts',
    '--format=cjs',
    '--define:import.meta.url=metaUrl',
  ],
  { encoding: 'utf8' },
);
const m: any = { exports: {} };
new Function('module', 'exports', 'require', 'metaUrl', js)(
  m,
  m.exports,
  (n: string) => (n.includes('worker') ? { Worker } : { once }),
  import.meta.url,
);
export const countPrimesParallel = m.exports.countPrimesParallel;
