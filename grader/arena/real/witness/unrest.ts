import type { Board } from '../meters/board.ts';
import { Patience } from './patience.ts';

/**
 * Undisturbed milliseconds without a change, after which a timer goes off although code is busy: if that code never
 * ends, the timer is there for it; otherwise it would need far less time.
 */
const guardMs = 5000;
/**
 * Milliseconds of the attempt's time in which nothing but a beat was seen, such as that of a watch over processes. A
 * scenario asks a hundred times whether the run is at rest.
 */
const beatMs = 60_000;

/** Handles a run that never rests: neither a timer that is due nor code that awaits a rest is put off for ever. */
export class Unrest {
  readonly #time: Patience;
  readonly #rest: Patience;
  /** For timers that may restart themselves for ever. */
  readonly #rounds: Patience;

  /**
   * @param version changes with whatever is made to happen in the run
   * @param isAnybodyHeld whether any caller is held: those are let go first
   */
  constructor(board: Board, version: () => string, isAnybodyHeld: () => boolean) {
    const awaited = (): number => (isAnybodyHeld() ? 0 : board.get('restsAwaited'));
    const isAnyDue = (): boolean => board.due > 0 || board.guard > 0;
    const giveUp = (): void => void board.add('restsGivenUp');
    this.#time = new Patience(
      board,
      {
        version,
        waiting: () => Number(isAnyDue() && !isAnybodyHeld()),
        giveUp: () => (board.due > 0 ? board.passTime() : board.passGuard()),
      },
      { longestMs: guardMs },
    );
    this.#rest = new Patience(board, { version, waiting: () => (isAnyDue() ? 0 : awaited()), giveUp });
    this.#rounds = new Patience(
      board,
      { version: () => 0, waiting: awaited, giveUp },
      { longestMs: Infinity, mostSleptMs: beatMs },
    );
  }

  /** Call it at each look, whether the run is at rest or not. @param now milliseconds of the undisturbed clock */
  countRounds(now: number): void {
    this.#rounds.look(now, false);
  }

  /** @returns whether anything was made to happen */
  look(now: number): boolean {
    return this.#time.look(now, false) || this.#rest.look(now, false);
  }
}
