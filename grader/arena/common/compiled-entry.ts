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

type Spawning = { spawn(options: { readonly args?: readonly string[] }): number };

/** From now on `new Worker('./worker.ts')`, `fork('./child.ts')` and `node child.ts` start the compiled files. */
export function startFromCompiled(): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(options?.eval ? entry : compiledEntry(entry), options);
    }
  };
  // What spawn, fork, exec and execFile come down to.
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (options): number {
    const args = options.args?.map((arg) => compiledEntry(arg));
    return Reflect.apply(spawn, this, [{ ...options, ...(args && { args }) }]);
  };
  syncBuiltinESMExports();
}
