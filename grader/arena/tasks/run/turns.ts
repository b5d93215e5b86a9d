/** How many turns share one round of the event loop: a round costs more than a turn. */
const batch = 64;

/**
 * Calls `turn` repeatedly, each time when nothing is left of the last one: Node drains all microtasks and
 * nextTick callbacks between two immediates of one queue (processImmediate in lib/internal/timers.js), so
 * that quiet is known exactly and not guessed by counting ticks.
 *
 * @param setImmediate the real one
 * @param turn returns whether to continue
 */
export function takeTurns(setImmediate: (callback: () => void) => unknown, turn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let over = false;
    const one = (): void => {
      if (over) return;
      try {
        over = !turn();
        if (over) resolve();
      } catch (error) {
        over = true;
        reject(error);
      }
    };
    const round = (): void => {
      if (over) return;
      for (let index = 0; index < batch; index++) setImmediate(one);
      setImmediate(round);
    };
    round();
  });
}
