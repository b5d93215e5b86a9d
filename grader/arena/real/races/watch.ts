import { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import workerThreads, { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { instrumentedFile } from '../../common/layout.ts';
import type { Fault } from '../../../verdict/fault.ts';
import { RaceBlock } from './block.ts';
import { SharedBuffers } from './buffers.ts';
import { Envelopes, isEnvelope } from './envelopes.ts';
import { raceFault } from './fault.ts';
import { historyWords } from './history.ts';
import { instrumented } from './instrumented.ts';
import { followMessages } from './messages.ts';
import { watchAtomics } from './watched-atomics.ts';
import { followWorkers, type Start } from './workers.ts';

const key = 'racelings:races';

/**
 * Looks for data races from now on, if the attempt was staged for it. Call it in the main thread, before any of the
 * attempt is loaded.
 *
 * @param folder with the attempt's modules
 * @returns tells the race found so far; of several, the first in the code
 */
export function watchRaces(folder: string): () => Fault | undefined {
  const list = join(folder, instrumentedFile);
  if (!existsSync(list)) return () => undefined;
  const files = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
  const block = RaceBlock.make(historyWords);
  setEnvironmentData(key, block.memory);
  watchThread(block);
  return () => block.found && raceFault(block.found, files);
}

/** Like `watchRaces`, for a worker; call it before the worker's own code. */
export function watchRacesInWorker(): void {
  const memory = getEnvironmentData(key);
  if (!(memory instanceof Int32Array)) return;
  const { thread, envelope } = workerThreads.workerData as Start;
  const envelopes = watchThread(new RaceBlock(memory, thread));
  Object.assign(workerThreads, { workerData: isEnvelope(envelope) ? envelopes.open(envelope) : undefined });
  syncBuiltinESMExports();
}

function watchThread(block: RaceBlock): Envelopes {
  const buffers = new SharedBuffers(block);
  const envelopes = new Envelopes(block, buffers);
  buffers.watchConstructor();
  const tellSite = watchAtomics(block, buffers);
  followMessages(block, envelopes);
  followWorkers(block, envelopes);
  Object.defineProperty(globalThis, Symbol.for(key), { value: instrumented(buffers, tellSite) });
  return envelopes;
}
