import type { Operation, Value } from '../../explore/operation.ts';
import { LoopWindow, type Intent } from './loop-window.ts';
import type { Park } from './parking.ts';
import { Sites } from './sites.ts';

/** Iterations by which a loop is taken for one that counts them, or for one that does not. */
const probeRounds = 16;
/** Looks that a parked loop still gets when nobody else can go on, so that long bounded retries run out. */
const maxLastLooks = 1000;

/**
 * What to do with the thread's next operation. `go`: nothing special. `silent`: do it at once, and leave
 * no trace. `probed`: it is now known whether this loop counts; the run has to be made again.
 */
export type Advice = 'go' | 'silent' | 'probed' | Park;

/**
 * Recognises the loops in which a thread waits for memory to change, so that they are not run for ever.
 *
 * Parking takes it that one more iteration does the same as the last. A loop that counts its iterations
 * belies that, and its exit is an order of its own; so each loop is tried once, the first time that it
 * would be parked: nobody else moves, and it does or does not go on looking for `probeRounds`.
 */
export class WaitingLoops {
  readonly #sites = new Sites();
  /** By the place in the code where the loop would be parked. */
  readonly #loops = new Map<number, 'spins' | 'counts'>();
  #window = new LoopWindow();
  #probe: { readonly site: number; left: number } | undefined;
  #lastTurns: number | undefined;

  /** A run begins. */
  restart(): void {
    this.#sites.restart();
    this.#window = new LoopWindow();
    this.#probe = undefined;
    this.#lastTurns = undefined;
  }

  /** @param intent the thread's next operation, where it can be part of a waiting loop */
  advise(intent: Intent | undefined): Advice {
    if (intent) intent.site = this.#sites.here;
    const iteration = intent && this.#window.watch(intent);
    if (this.#probe) return this.#probed(this.#probe, iteration !== undefined);
    if (!iteration) this.#lastTurns = undefined;
    if (!iteration || intent?.site === undefined) return 'go';
    const { writes, length } = iteration;
    switch (this.#loops.get(intent.site)) {
      case undefined:
        this.#probe = { site: intent.site, left: probeRounds * length };
        return 'silent';
      case 'counts':
        return 'go';
      case 'spins':
        if (writes) return { ...iteration, chances: length - (this.#lastTurns ?? 0) };
        if (this.#lastTurns === undefined) return { ...iteration, chances: 1 };
        return this.#lastTurns++ < maxLastLooks ? 'silent' : { ...iteration, chances: 0 };
    }
  }

  /**
   * The thread goes on although it is parked: nobody else can. A loop that only looks may do so many times
   * at once; one that writes does one more iteration, for others may be free to go on after each of its steps.
   */
  forced(): void {
    this.#lastTurns = (this.#lastTurns ?? 0) + 1;
  }

  /**
   * The thread did what it had intended, which turned out to be `op`.
   * @param told what that told the thread, where `op` does not say
   * @param unwatched it is one of a long row of which nobody wants to know where they come from
   */
  did(op: Operation, intent?: Intent, told?: string, unwatched = false): void {
    this.#window.did(op, intent);
    if (unwatched) this.#sites.passed(told ?? answerOf(op));
    else this.#sites.learned(told ?? answerOf(op));
  }

  /** Another thread did `op`. */
  heard(op: Operation): void {
    this.#window.heard(op);
  }

  #probed(probe: { readonly site: number; left: number }, looksOn: boolean): Advice {
    if (looksOn && probe.left-- > 0) return 'silent';
    this.#loops.set(probe.site, looksOn ? 'spins' : 'counts');
    return 'probed';
  }
}

/** What the operation told the thread that did it. */
function answerOf(op: Operation): Value | string {
  if ('read' in op) return op.read;
  return op.kind === 'notify' ? op.woken : op.kind;
}
