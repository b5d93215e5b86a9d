import { othersOfThisRun } from '../../common/marked-processes.ts';
import { processTree } from '../../common/process-tree.ts';
import type { Board } from '../meters/board.ts';

/** The processes of an attempt, including those whose parent has ended. */
export class Descendants {
  readonly #board: Board;
  readonly #orphans = new Set<number>();
  #ended = 0;
  #known: readonly number[] | undefined;
  #counted = '';

  constructor(board: Board) {
    this.#board = board;
  }

  /** Call it when one of them did something: it may have started another one. */
  mayGrow(): void {
    this.#known = undefined;
  }

  /** Ids of all that run; empty where the system does not say. */
  now(): readonly number[] {
    const started = this.#board.get('processesStarted');
    if (started === 0) return [];
    const ended = started - this.#board.get('processesAlive');
    const counted = `${started} ${ended}`;
    if (counted !== this.#counted) this.#known = undefined;
    this.#counted = counted;
    return (this.#known ??= this.#find(ended));
  }

  #find(ended: number): readonly number[] {
    // An orphan was there before its parent ended. Finding orphans is expensive, so it is done once for each end.
    if (ended !== this.#ended) {
      for (const pid of othersOfThisRun()) this.#orphans.add(pid);
    }
    this.#ended = ended;
    for (const pid of this.#orphans) if (!isThere(pid)) this.#orphans.delete(pid);
    return [...new Set([process.pid, ...this.#orphans].flatMap((pid) => [pid, ...processTree(pid)]))].slice(1);
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
