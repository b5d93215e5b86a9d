import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { nameAsWritten, startFromCompiled } from '../arena/common/compiled-entry.ts';
import { childCostsFile, type ChildCosts } from './costs.ts';

/*
 * Loaded by each child process of a run whose costs are measured, which may be killed: so it reports its costs
 * regularly.
 */

const everyMs = 50;

nameAsWritten();
startFromCompiled(__filename);
const file = process.env[childCostsFile];
if (isMainThread && file !== undefined) {
  const tell = (): void => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const costs: ChildCosts = {
      pid: process.pid,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
      memoryMb: maxRSS / 1024,
    };
    appendFileSync(file, `${JSON.stringify(costs)}\n`);
  };
  setInterval(tell, everyMs).unref();
  process.once('exit', tell);
}
