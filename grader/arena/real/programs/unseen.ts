import childProcess from 'node:child_process';
import fs from 'node:fs';
import workerThreads from 'node:worker_threads';

/* Refuses what would use files unseen: "all orders" would then cover only the calls that are seen. */

/** These report real changes in real time, or bypass the functions that are gated. */
const fileFunctions = ['watch', 'watchFile', 'cp', 'cpSync', 'opendir', 'opendirSync', 'openAsBlob'];
/** All others call `ChildProcess.spawn`. */
const commands = ['spawnSync', 'execSync', 'execFileSync'];

export function refuseUnseen(): void {
  for (const name of fileFunctions) {
    if (name in fs) Object.assign(fs, { [name]: refusal(`fs.${name}`) });
    if (name in fs.promises) Object.assign(fs.promises, { [name]: refusal(`fs.promises.${name}`) });
  }
  const noChildren = refusal('a child process');
  for (const name of commands) Object.assign(childProcess, { [name]: noChildren });
  Object.assign(childProcess.ChildProcess.prototype, { spawn: noChildren });
  Object.assign(workerThreads, { Worker: refusal('a worker thread') });
  Object.assign(process, { binding: refusal('process.binding') });
}

/** A function, so that it can be called with `new`, too. */
function refusal(what: string): () => never {
  return function refused() {
    throw new Error(`${what} is not there in this exercise: its checks choose the order of calls on files`);
  };
}
