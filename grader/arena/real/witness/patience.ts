import type { Board } from '../meters/board.ts';

/*
 * When nobody else will come to a meeting. Milliseconds here are those of the undisturbed clock,
 * and none passes before the main thread's loop has turned: load on the machine makes them long.
 */

/** Where the clock can't see who is kept waiting, all must be longer. */
const scale = process.platform === 'linux' ? 1 : 8;
/** When all that there are wait already. */
const allHereMs = 60 * scale;
/** When the main thread has nothing left that could make it start anybody. */
const nobodyExpectedMs = 400 * scale;
/** Whatever they may be waiting for. */
const longestMs = 1500 * scale;
const turns = 10;

/** Somewhere callers are held until enough are there. */
export type Meeting = {
  /** Changes with each arrival and departure. */
  readonly version: () => number;
  /** How many wait; 0: there is nothing to be patient about. */
  readonly waiting: () => number;
  /** Whether they come through sockets, so that an open socket is no reason to expect more. */
  readonly bySocket?: boolean;
  readonly giveUp: () => void;
};

export class Patience {
  readonly #board: Board;
  readonly #meeting: Meeting;
  #seen = '';
  #since = 0;
  #tick = 0;

  constructor(board: Board, meeting: Meeting) {
    this.#board = board;
    this.#meeting = meeting;
  }

  /** @param now milliseconds of the undisturbed clock */
  look(now: number): void {
    const { version, waiting, giveUp } = this.#meeting;
    if (waiting() === 0) return;
    const board = this.#board;
    const people = ['threadsStarted', 'threadsAlive', 'processesStarted', 'processesAlive', 'messages'] as const;
    const seen = [version(), ...people.map((word) => board.get(word))].join();
    if (seen !== this.#seen || board.get('threadsStarting') > 0) {
      this.#seen = seen;
      this.#since = now;
      this.#tick = board.get('ticks');
    } else if (now - this.#since >= this.#limit(waiting())) {
      giveUp();
      this.#since = now;
    }
  }

  #limit(waiting: number): number {
    const board = this.#board;
    const expects = board.get('expects') & (this.#meeting.bySocket ? ~expecting.sockets : ~0);
    if (board.get('ticks') - this.#tick < turns || expects !== 0) return longestMs;
    return waiting === board.get('threadsAlive') + board.get('processesAlive') ? allHereMs : nobodyExpectedMs;
  }
}

/** Bits of the board's word `expects`. */
export const expecting = { sockets: 1, others: 2 } as const;
const passive = new Set(['MessagePort', 'Worker', 'ProcessWrap', 'PipeWrap', 'TTYWrap', 'CloseReq', 'SignalWrap']);

/** What keeps the calling thread's event loop from running empty, besides its workers and children. */
export function expectations(): number {
  let bits = 0;
  for (const resource of process.getActiveResourcesInfo()) {
    if (resource.startsWith('TCP') || resource === 'ShutdownWrap') bits |= expecting.sockets;
    else if (!passive.has(resource)) bits |= expecting.others;
  }
  return bits;
}
