import childProcess from 'node:child_process';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';

/**
 * The compiled file of a `./worker.ts`, where there is one: on Node 20 neither a worker nor a
 * child process can start from TypeScript.
 */
export function compiledEntry<Entry extends string | URL>(entry: Entry): Entry | string {
  const text = String(entry);
  const path = text.startsWith('file:') ? fileURLToPath(text) : text;
  const compiled = path.replace(/\.ts$/, '.mjs');
  return compiled !== path && existsSync(compiled) ? compiled : entry;
}

/** From now on `new Worker('./worker.ts')` and `fork('./child.ts')` start the compiled files. */
export function startFromCompiled(): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(options?.eval ? entry : compiledEntry(entry), options);
    }
  };
  const fork = childProcess.fork as (...args: unknown[]) => childProcess.ChildProcess;
  Object.assign(childProcess, {
    fork: (entry: string | URL, ...rest: unknown[]) => fork(compiledEntry(entry), ...rest),
  });
  syncBuiltinESMExports();
}
