import type { Board } from '../meters/board.ts';
import { Patience } from './patience.ts';

/**
 * Undisturbed milliseconds without a change, after which a timer goes off although somebody is busy: if they would
 * never end, the timer is for that; otherwise they would need far less.
 */
const guardMs = 5000;
/**
 * Milliseconds of the attempt's time in which nothing but a beat was seen, such as that of a watch over processes. A
 * scenario asks a hundred times whether the run is at rest.
 */
const beatMs = 60_000;

/** A run that never rests: neither what is due, nor whoever waits for it to rest, is put off for ever. */
export class Unrest {
  readonly #time: Patience;
  readonly #rest: Patience;
  /** What is due may restart itself for ever. */
  readonly #rounds: Patience;

  /**
   * @param version changes with whatever is made to happen in the run
   * @param isAnybodyHeld whether somebody is held: they are let go first
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

  /** At each look, whether the run is at rest or not. @param now milliseconds of the undisturbed clock */
  countRounds(now: number): void {
    this.#rounds.look(now, false);
  }

  /** @returns whether anything was made to happen */
  look(now: number): boolean {
    return this.#time.look(now, false) || this.#rest.look(now, false);
  }
}
