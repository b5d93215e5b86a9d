import { fileURLToPath } from 'node:url';
import { Arena } from './arena.ts';
import { Rehearsal } from './rehearsal.ts';
import { answerPings } from './signs-of-life.ts';

/*
 * Preloaded into the process that will run the hidden checks, long before there are any:
 * the arena is warm by the time a check asks for it. Passed on through globalThis, because
 * vitest loads the checks in a module graph of its own.
 */

export type ArenaSupply = {
  /** The warm arena; another if that one is lost, or has been used and must be `unused`. */
  take(options: { readonly unused: boolean }): Promise<Arena>;
  /** Starts the arena that will replace the present one when that is used up. */
  prepare(): void;
};

declare global {
  var racelingsArenas: ArenaSupply | undefined;
}

const entry = fileURLToPath(new URL('./arena.mjs', import.meta.url));
let arena = new Arena(entry);
let next: Arena | undefined;
let answers: true | undefined;
const { RACELINGS_REHEARSAL: stage } = process.env;
const rehearsal = stage === undefined ? undefined : new Rehearsal(arena, stage);

globalThis.racelingsArenas = {
  async take({ unused }) {
    // Not earlier: the first message from the judge's process is for vitest, which listens by now.
    answers ??= answerPings();
    await rehearsal?.stop();
    if (unused && arena.used) arena.kill();
    if (!arena.alive) {
      arena = next?.alive ? next : new Arena(entry);
      next = undefined;
    }
    return arena;
  },
  prepare() {
    next ??= new Arena(entry);
  },
};

const end = (): void => {
  arena.kill();
  next?.kill();
  // Not process.exit, which vitest replaces with a function that throws while checks run.
  process.kill(process.pid, 'SIGKILL');
};
process.once('SIGTERM', end);
process.once('disconnect', end);
