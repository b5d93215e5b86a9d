import type { Actor } from '../../../explore/model.ts';
import type { MemoryRange } from '../../../explore/operation.ts';
import { isPort, portOf, promiseActor } from '../block/actors.ts';
import type { Control } from '../block/control.ts';
import { changesNothing, type Intent } from '../../../explore/loop-window.ts';
import { maxEntries, type Entry } from '../block/records.ts';
import { refusal } from './refusal.ts';
import type { Turns } from './turns.ts';
import { WaitingLoops } from '../loops/waiting-loops.ts';

/** What an operation turned out to be, once done. */
export type Done = Pick<Entry, 'op' | 'verb' | 'operand' | 'after' | 'waiter'> & {
  /** What the thread got as an answer, if the operation itself does not say. */
  readonly told?: string;
  /** What is thrown instead of an answer. The step was still taken, so it has to be written down. */
  readonly refused?: Error | undefined;
};

/** Hears of each operation of the thread, on its stack. */
export type Observer = {
  /** @param entry index of the operation in the trace */
  did(entry: number): void;
  /** One more operation like the last, without an entry of its own. */
  again(): void;
};

/** Ordinary accesses in a row that are searched for loops: a long row of them is not waiting. */
const maxHidden = 200;

/** Every operation of one thread goes through here: it waits for its turn, is done, and is written down. */
export class Baton {
  readonly lane: number;
  readonly #control: Control;
  readonly #turns: Turns;
  #loops = new WaitingLoops();
  #observe: Observer = { did: () => {}, again: () => {} };
  /** What waits for the promises of this run, by their actors. */
  readonly #promises = new Map<Actor, (woken: boolean) => void>();
  /** Operations since the last step. */
  #hidden = 0;
  /** Whether the current operation is being repeated in silence until the loop gives up. */
  #gaveUp = false;

  constructor(control: Control, turns: Turns) {
    this.#control = control;
    this.#turns = turns;
    this.lane = turns.lane;
  }

  /** Operations of this run so far. */
  get entries(): number {
    return this.#control.length;
  }

  /** Forgets what is known of loops, because other code will run. */
  forget(): void {
    this.#loops = new WaitingLoops();
  }

  /** Enters the run that called. */
  enter(observe: Observer): void {
    this.#observe = observe;
    this.#control.visibility.refresh();
    this.#promises.clear();
    this.#loops.restart();
    this.#turns.enter((op) => {
      if (op.lane !== this.lane) this.#loops.heard(op);
    });
    const after = this.#turns.scheduler.letStart(this.lane);
    this.#record({ op: { lane: this.lane, kind: 'spawn', thread: this.lane }, verb: 'start', after });
  }

  /**
   * One operation on shared memory.
   * @param intent what the operation is, if it can be part of a waiting loop
   * @param perform does the operation at once
   * @param access the bytes of an ordinary access, which needs no turn if no thread can tell
   * @throws {RunOver} when the run ended instead
   * @throws the error with which `perform` refused; `perform` itself throws nothing, because no schedule could name a
   *   step without a trace
   */
  step(intent: Intent | undefined, perform: () => Done, access?: MemoryRange): void {
    this.#turns.leaveIfOver();
    this.#turns.scheduler.catchUp();
    const { parking, visibility } = this.#control;
    const isStep = access === undefined || visibility.shows(access);
    const watched = isStep || this.#hidden < maxHidden ? intent : undefined;
    const advice = this.#loops.advise(watched);
    this.#gaveUp = advice === 'go and on';
    if (advice === 'silent') {
      const { op, refused } = perform();
      this.#loops.did(op, intent);
      this.#control.silent++;
      this.#observe.again();
      if (refused) throw refused;
      return;
    }
    if (advice === 'probed') this.#turns.stop('probed');
    if (!isStep) {
      if (typeof advice === 'object') {
        visibility.want(access);
        this.#turns.stop('hidden');
      }
      this.#record(perform(), watched, false);
      return;
    }
    if (typeof advice === 'object') parking.park(this.lane, advice);
    this.#turns.take('ready');
    if (parking.parked(this.lane)) this.#loops.forced();
    const after = parking.freedBy(this.lane);
    parking.free(this.lane);
    const done = perform();
    this.#record(done, intent, true, after);
    if (done.refused) throw done.refused;
  }

  /**
   * Sleeps at a place until woken or timed out.
   * @returns whether it was woken
   */
  sleep(place: MemoryRange): boolean {
    this.#turns.take('asleep');
    return this.#wake(this.lane, place);
  }

  /** How many actors sleep at a place; this thread must have the turn. */
  waiters(place: MemoryRange): number {
    return this.#turns.scheduler.waiters(place);
  }

  /**
   * A promise that settles by being woken, or timing out.
   * @returns its actor, to be written down as the waiter; `undefined` when there are too many
   */
  promise(settle: (woken: boolean) => void): Actor | undefined {
    const actor = promiseActor(this.lane, this.#control.lanes, (each) => this.#promises.has(each));
    if (actor !== undefined) this.#promises.set(actor, settle);
    return actor;
  }

  /** Sends a message to a port. @param verb `close` if the message says that the other end was closed */
  post(port: number, message: Uint8Array, verb: '' | 'close' = ''): void {
    this.step(undefined, () => {
      const at = this.#control.mail.add(message);
      if (at === undefined) {
        const refused = refusal('Sending more than 256 KB of messages');
        return { op: { lane: this.lane, kind: 'spawn', thread: this.lane }, verb: 'refused', refused };
      }
      return { op: { lane: this.lane, kind: 'post', port }, operand: at, verb };
    });
  }

  listen(actor: Actor, on: boolean): void {
    const mask = this.#control.listening(this.lane);
    this.#control.setListening(this.lane, on ? mask | (1 << actor) : mask & ~(1 << actor));
  }

  /**
   * Lets one of the things that the thread awaits happen, as the thread can do nothing else.
   * @param state `serving` when the thread's own work is done
   * @param deliver hands a posted message to its port
   */
  idle(state: 'idle' | 'serving', deliver: (port: number, message: Buffer) => void): void {
    this.#turns.take(state);
    const { actor, mail } = this.#control;
    if (isPort(actor)) {
      const port = portOf(actor);
      const posted = this.#turns.scheduler.arriving(port);
      if (posted === undefined) throw new Error('Expected a message at the port');
      const message = mail.read(posted.at);
      const op = { lane: this.lane, kind: 'deliver', port } as const;
      const { verb } = this.#control.trace.read(posted.by);
      this.#record({ op, verb, after: posted.by, told: message.toString('base64') });
      deliver(port, message);
    } else {
      const woken = this.#wake(actor, this.#turns.scheduler.place(actor));
      this.#promises.get(actor)?.(woken);
      this.#promises.delete(actor);
    }
  }

  /** Leaves the run. */
  leave(): void {
    // A loop that was tried has ended with its thread: this run only served to see whether the loop counts.
    if (!this.#control.over && this.#loops.advise(undefined) === 'probed') this.#turns.end('probed');
    this.#turns.leave();
  }

  /** @returns whether the actor was woken; otherwise it timed out at the place */
  #wake(actor: Actor, place: MemoryRange | undefined): boolean {
    const { lane } = this;
    const after = this.#turns.scheduler.wokenBy(actor);
    if (after === undefined && place) this.#record({ op: { ...place, lane, kind: 'timeout' } });
    else this.#record({ op: { lane, kind: 'spawn', thread: lane }, verb: 'wake', after });
    return after !== undefined;
  }

  #record({ op, verb, operand, waiter, told, after }: Done, intent?: Intent, step = true, freedBy?: number): void {
    const control = this.#control;
    const { length } = control;
    if (length === maxEntries) this.#turns.stop('overflow');
    const entry: Entry = {
      actor: step ? control.actor : this.lane,
      enabled: step ? control.enabled : 0,
      op,
      after: after ?? freedBy,
      verb,
      operand,
      waiter,
      forced: step && control.forced,
      gaveUp: this.#gaveUp,
    };
    control.trace.write(length, entry);
    control.length = length + 1;
    this.#turns.scheduler.learn(entry);
    this.#hidden = step ? 0 : this.#hidden + 1;
    this.#loops.did(op, intent, told, this.#hidden > maxHidden);
    if (!changesNothing(op)) control.parking.disturb(op, length);
    this.#observe.did(length);
  }
}
