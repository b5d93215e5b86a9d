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
  readonly #board: Board;
  readonly #time: Patience;
  readonly #rest: Patience;
  /** For timers that may restart themselves for ever. */
  readonly #rounds: Patience;

  /**
   * @param version changes with whatever is made to happen in the run
   * @param isAnybodyHeld whether any caller is held: those are let go first
   */
  constructor(board: Board, version: () => string, isAnybodyHeld: () => boolean) {
    this.#board = board;
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

  /**
   * Call it at each look, before time passes. A round counts once its timers have run: otherwise the machine's load
   * would decide which beat is the last. Nobody can wait for that where the main loop itself lets time pass.
   * @param now milliseconds of the undisturbed clock
   * @param rested whether nothing but time can make anything happen
   * @returns whether the run was taken for one at rest
   */
  countRounds(now: number, rested: boolean): boolean {
    return (rested || this.#board.get('time') !== this.#board.passedTo) && this.#rounds.look(now, false);
  }

  /** @returns whether anything was made to happen */
  look(now: number): boolean {
    if (!this.#time.look(now, false)) return this.#rest.look(now, false);
    // Code is busy, and may be so for ever: nobody can tell when these timers have run.
    this.#rounds.look(now, false);
    return true;
  }
}
