import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { inheritedChannel } from '../meters/channel.ts';
import { gateFiles } from './gated-files.ts';
import type { Assignment } from './questions.ts';

/*
 * A process that runs one program of the learner's. It is started before it is known which one, and
 * waits in a blocking read, so that a run need not wait for a process to start.
 */

const channel = inheritedChannel();
if (!channel) throw new Error('Expected to be started by the arena');
const { url, args, folder, now } = channel.ask({ ask: 'assignment', pid: process.pid }) as Assignment;
process.chdir(folder);
process.argv.splice(1, process.argv.length, url, ...args);
stopTime(now);
gateFiles(channel, folder);
await import(url);

/** A pause is over at once, and the clock has advanced by it: what happens meanwhile, the gatekeeper chooses. */
function stopTime(start: number): void {
  let elapsed = 0;
  let seed = 1;
  const later = globalThis.setTimeout;
  const soon = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): NodeJS.Timeout => {
    elapsed += ms || 0;
    return later(callback, 0, ...given);
  };
  const pause = async (ms = 0, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => soon(() => resolve(value), ms));
  Object.defineProperty(soon, Symbol.for('nodejs.util.promisify.custom'), { value: pause });
  Object.assign(globalThis, { setTimeout: soon });
  Object.assign(timers, { setTimeout: soon });
  Object.assign(timersPromises, { setTimeout: pause });
  const { wait } = Atomics;
  Object.assign(Atomics, {
    wait: (...[memory, index, value, ms]: Parameters<typeof wait>) => {
      if (ms === undefined || ms === Infinity) return wait(memory, index, value);
      elapsed += ms;
      return 'timed-out';
    },
  });
  Date.now = () => start + elapsed;
  performance.now = () => elapsed;
  Math.random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  syncBuiltinESMExports();
}
