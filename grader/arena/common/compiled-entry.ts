import childProcess from 'node:child_process';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
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

type Spawned = { readonly file: string; readonly args?: string[] };
type Spawning = { spawn(options: Spawned): number };

/**
 * The command line, with the compiled file where it named a `./child.ts`.
 * @param preload a script that such a child loads before its own code
 */
export function compiledCommand<Command extends Spawned>(command: Command, preload?: string): Command {
  const { file, args } = command;
  const compiled = args?.map((arg) => compiledEntry(arg));
  if (!args || !compiled || args.every((arg, index) => arg === compiled[index])) return command;
  const isNode = file === process.execPath || /^node(?:\.exe)?$/.test(basename(file));
  // The first argument is the name under which the command is started.
  if (preload !== undefined && isNode) compiled.splice(1, 0, '--require', preload);
  return { ...command, args: compiled };
}

/**
 * From now on `new Worker('./worker.ts')`, `fork('./child.ts')` and `node child.ts` start the compiled files.
 * @param preload a script that such a child loads before its own code
 */
export function startFromCompiled(preload?: string): void {
  const { Worker } = workerThreads;
  workerThreads.Worker = class extends Worker {
    constructor(entry: string | URL, options?: WorkerOptions) {
      super(options?.eval ? entry : compiledEntry(entry), options);
    }
  };
  // spawn, fork, exec and execFile all call this.
  const prototype = childProcess.ChildProcess.prototype as unknown as Spawning;
  const { spawn } = prototype;
  prototype.spawn = function (command): number {
    return Reflect.apply(spawn, this, [compiledCommand(command, preload)]);
  };
  syncBuiltinESMExports();
}

/** A process started from a compiled file goes by the name of the file that the learner wrote. */
export function nameAsWritten(): void {
  const [, started] = process.argv;
  if (started?.endsWith('.mjs')) process.argv[1] = started.replace(/mjs$/, 'ts');
}
