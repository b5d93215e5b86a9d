import type { Operation, Value } from '../../../explore/operation.ts';
import { LoopWindow, type Intent, type Iteration } from '../../../explore/loop-window.ts';
import { RestOfLoop } from './rest-of-loop.ts';
import { Sites } from './sites.ts';

/** How a thread is parked before the next iteration of a loop. */
export type Park = Iteration & {
  /** How often the thread may still continue when no other can. */
  readonly chances: number;
};

/** Iterations within which a counting loop is recognised; all of these are steps from then on. */
const probeRounds = 16;
/** Looks that a parked loop still gets when no other thread can continue. */
const maxLastLooks = 1000;

/**
 * What to do with the thread's next operation. `go`: nothing special. `go and on`: the rest of a loop that finally
 * gives up follows at once. `silent`: do it at once, and leave no trace. `probed`: the kind of the loop is now known;
 * the run has to be made again.
 */
export type Advice = 'go' | 'go and on' | 'silent' | 'probed' | Park;

/**
 * A loop that keeps looking: it `spins` until it sees something else, `counts` its looks and soon ends, or gives up
 * after many; it must then have done `begun` operations of one more iteration.
 */
type Loop = 'spins' | 'counts' | { readonly begun: number };

/** A loop that is being tried: the places it goes through, and for how many more operations it is tried. */
type Probe = { readonly way: string; left: number };

/**
 * Recognises the loops in which a thread waits for memory to change, so that they are not run for ever.
 *
 * Parking assumes that one more iteration does the same as the last. A loop that counts its iterations defeats that,
 * and its exit is an order of its own. So each loop is tried once, the first time that it would be parked: no other
 * thread moves, and the loop either keeps looking or ends.
 *
 * For a loop that gives up only after many looks, the first two are steps and the rest is part of the second: between
 * later looks, other threads could only do what they can do between the first two.
 */
export class WaitingLoops {
  readonly #sites = new Sites();
  /** By the places in the code that a loop goes through: at one place several loops may begin, one within the other. */
  readonly #loops = new Map<string, Loop>();
  #window = new LoopWindow();
  #probe: Probe | undefined;
  #rest: RestOfLoop | undefined;
  /** Operations of a loop that gives up, since it began to repeat itself. */
  #repeated = 0;
  #lastTurns: number | undefined;

  /** Call it when a run begins. */
  restart(): void {
    this.#sites.restart();
    this.#window = new LoopWindow();
    this.#probe = undefined;
    this.#rest = undefined;
    this.#repeated = 0;
    this.#lastTurns = undefined;
  }

  /** @param intent the thread's next operation, if it can be part of a waiting loop */
  advise(intent: Intent | undefined): Advice {
    if (this.#rest?.takes(intent)) return 'silent';
    if (this.#rest && this.#probe)
      return this.#found(this.#probe, this.#rest.endless ? 'spins' : { begun: this.#rest.begun });
    const endless = this.#leaveRest();
    if (intent) intent.site = this.#sites.here;
    const iteration = intent && this.#window.watch(intent);
    if (this.#probe) return this.#probed(this.#probe, iteration);
    if (!iteration) {
      this.#lastTurns = undefined;
      this.#repeated = 0;
    }
    if (!iteration) return 'go';
    if (endless) return { ...iteration, chances: 0 };
    return this.#advised(iteration);
  }

  /**
   * Records that the thread continues although it is parked, because no other can. A loop that only looks may then do
   * so many times in a row; one that writes does one more iteration, as others may be free to continue after each of
   * its steps.
   */
  forced(): void {
    this.#lastTurns = (this.#lastTurns ?? 0) + 1;
  }

  /**
   * Records that the thread did what it had intended, which turned out to be `op`.
   * @param told the answer to the thread, if `op` does not say
   * @param unwatched whether `op` is one of a long row whose places in the code do not matter
   */
  did(op: Operation, intent?: Intent, told?: string, unwatched = false): void {
    if (this.#rest && intent) return;
    this.#rest?.end();
    this.#window.did(op, intent);
    if (unwatched) this.#sites.passed(told ?? answerOf(op));
    else this.#sites.learned(told ?? answerOf(op));
  }

  /** Another thread did `op`. */
  heard(op: Operation): void {
    this.#window.heard(op);
  }

  #advised(iteration: Iteration): Advice {
    const { intents, writes } = iteration;
    const way = intents.map(({ site }) => site).join();
    const loop = this.#loops.get(way);
    switch (loop) {
      case undefined:
        this.#probe = { way, left: probeRounds * intents.length };
        return 'silent';
      case 'counts':
        return 'go';
      case 'spins':
        if (writes) return { ...iteration, chances: intents.length - (this.#lastTurns ?? 0) };
        if (this.#lastTurns === undefined) return { ...iteration, chances: 1 };
        return this.#lastTurns++ < maxLastLooks ? 'silent' : { ...iteration, chances: 0 };
      default:
        this.#repeated++;
        if (this.#repeated === intents.length) return 'go and on';
        if (this.#repeated <= intents.length + loop.begun) return 'go';
        return this.#runOut(iteration);
    }
  }

  #probed(probe: Probe, iteration: Iteration | undefined): Advice {
    if (!iteration) return this.#found(probe, 'counts');
    return probe.left-- > 0 ? 'silent' : this.#runOut(iteration);
  }

  /** Begins the rest of a loop; the next operation is its first. */
  #runOut(iteration: Iteration): Advice {
    this.#rest = new RestOfLoop(iteration);
    this.#rest.takes(iteration.intents[0]);
    return 'silent';
  }

  #found({ way }: Probe, loop: Loop): Advice {
    this.#loops.set(way, loop);
    return 'probed';
  }

  /** @returns whether the loop was left although it has no end */
  #leaveRest(): boolean {
    if (!this.#rest) return false;
    const { endless } = this.#rest;
    this.#rest = undefined;
    this.#repeated = 0;
    this.#sites.learned('the rest of a loop');
    return endless;
  }
}

/** The operation's answer to the thread that did it. */
function answerOf(op: Operation): Value | string {
  if ('read' in op) return op.read;
  return op.kind === 'notify' ? op.woken : op.kind;
}
