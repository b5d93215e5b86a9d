import { Beat } from './beat.ts';
import type { Code } from './code.ts';
import { explore } from './explore.ts';
import { Output } from './output.ts';
import { tasks } from './scenario.ts';
import { Subject } from './subject.ts';
import { World } from './world.ts';

/** Rounds of so many runs: together enough for V8 to compile what an exploration spends its time in. */
const rounds = 20;
const runs = 100;

/**
 * Explores a little race of our own, so that the first exploration of learner code is as fast as the
 * later ones (measured: 10 ms for 20 orders in place of 39).
 *
 * @param needed whether the thread has something better to do
 */
export async function warmUp(setImmediate: (callback: () => void) => unknown, needed: () => boolean): Promise<void> {
  const code: Code = { instantiate: () => Promise.resolve({}), locate: () => undefined, text: '' };
  const scenario = tasks('three increments', (stage) => {
    const table = stage.table('table', { n: 0 });
    for (const name of ['A', 'B', 'C']) {
      stage.task(name, async () => table.write('n', ((await table.read('n')) ?? 0) + 1));
    }
    return () => table.entries();
  });
  // A world apart: the watchdog must not take this for the learner's code.
  const subject = new Subject(code, scenario, () => undefined, new World(new Output(0), new Beat()));
  for (let round = 0; round < rounds && !needed(); round++) {
    await explore(subject, { budget: runs, setImmediate, onRun: () => {} });
  }
}
