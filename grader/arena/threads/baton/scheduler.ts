import { dependent } from '../../../explore/dependence.ts';
import { Guide } from '../../../explore/guide.ts';
import type { Actor } from '../../../explore/model.ts';
import type { Operation, MemoryRange } from '../../../explore/operation.ts';
import { isPort, maxThreads, portActor, portOf } from '../block/actors.ts';
import type { Control } from '../block/control.ts';
import type { RunStatus } from '../block/run-status.ts';
import type { ThreadState } from '../block/thread-state.ts';
import type { Entry } from '../block/records.ts';
import { maxChoices } from '../../common/limits.ts';
import type { Leader } from '../block/run-options.ts';

/** Steps of one run after which it counts as endless. */
const maxSteps = 600;
/** Waits that may time out in one run while others could still continue. */
const maxTimeouts = 2;

export type Choice =
  /** `forced`: the actor continues only because no other can. */
  | { readonly actor: Actor; readonly lane: number; readonly enabled: number; readonly forced: boolean }
  | { readonly end: RunStatus };

/** A message: the index of the entry that sent it, and its place in the mail. */
export type Posted = { readonly by: number; readonly at: number };

type Waiter = { readonly actor: Actor; readonly lane: number; readonly place: MemoryRange; readonly deadline: number };

/**
 * Decides which actor goes next. Each thread has its own scheduler, which reads the trace; as all of a scheduler's
 * state follows from the plan and the trace, all schedulers agree.
 */
export class Scheduler {
  readonly #control: Control;
  readonly #hear: (op: Operation) => void;
  readonly #guide: Guide<Operation>;
  readonly #waiters = new Map<string, Waiter[]>();
  /** Who was woken, in which thread, and by which entry. */
  readonly #woken = new Map<Actor, { readonly lane: number; readonly by: number }>();
  /** Messages on their way, by the port that they go to. */
  readonly #queues = new Map<number, Posted[]>();
  /** The first step of each thread beyond its start. */
  readonly #begun = new Map<number, number>();
  /** The first mark of each thread. */
  readonly #marked = new Map<number, number>();
  /** The latest step of each thread. */
  readonly #latest = new Map<number, number>();
  readonly #planned: number;
  readonly #maxTimeouts: number;
  #known = 0;
  #last: Actor = -1;
  #timeouts = 0;
  /** Virtual time, in milliseconds: it only moves when a wait times out. */
  #now = 0;

  /** @param hear called with each operation, once */
  constructor(control: Control, hear: (op: Operation) => void = () => {}) {
    this.#control = control;
    this.#hear = hear;
    const { plan } = control;
    this.#guide = new Guide(plan, dependent);
    this.#planned = plan.prefix.length;
    this.#maxTimeouts = control.lateTimeouts ? 0 : maxTimeouts;
  }

  /** @throws {NonDeterminism} when the plan cannot be followed */
  next(): Choice {
    this.catchUp();
    const free = this.#free();
    const enabled = free.length > 0 ? free : this.#lastResort();
    if (enabled.length === 0) {
      const done = this.#all().every((lane) => ['finished', 'serving'].includes(this.#control.state(lane)));
      return { end: done ? 'complete' : 'stuck' };
    }
    const beyond = this.#guide.taken - Math.max(this.#planned, maxChoices);
    if (beyond >= maxSteps - maxChoices) return { end: 'endless' };
    const actor = beyond >= 0 ? this.#nextInTurn(enabled) : this.#guide.choose(enabled);
    if (actor === undefined) return { end: 'redundant' };
    const mask = enabled.reduce((bits, each) => bits | (1 << each), 0);
    return { actor, lane: this.#laneOf(actor), enabled: mask, forced: free.length === 0 };
  }

  /** The actors that can continue, ascending. */
  enabled(): readonly Actor[] {
    this.catchUp();
    const free = this.#free();
    return free.length > 0 ? free : this.#lastResort();
  }

  /** How many actors sleep at a place. */
  waiters(place: MemoryRange): number {
    this.catchUp();
    return this.#waiters.get(keyOf(place))?.length ?? 0;
  }

  /** The entry that woke the actor; `undefined` when it still sleeps. */
  wokenBy(actor: Actor): number | undefined {
    this.catchUp();
    return this.#woken.get(actor)?.by;
  }

  /** Where the actor sleeps. */
  place(actor: Actor): MemoryRange | undefined {
    return this.#sleepers().find((each) => each.actor === actor)?.place;
  }

  /** The message that the port gets next. */
  arriving(port: number): Posted | undefined {
    this.catchUp();
    return this.#queues.get(port)?.[0];
  }

  #free(): Actor[] {
    const free: Actor[] = [];
    let awaited = false;
    for (let lane = 0; lane < this.#control.lanes; lane++) {
      const state = this.#control.state(lane);
      if (state === 'idle' || state === 'serving') {
        const actors = this.#awaited(lane);
        awaited ||= actors.length > 0;
        free.push(...actors);
      } else if (this.#canGo(lane, state)) free.push(lane);
    }
    return awaited ? free.toSorted((a, b) => a - b) : free;
  }

  /**
   * Whether a thread may begin. Of interchangeable threads the first begins first: every other order is one of these
   * with the threads renamed. Other threads wait for a mark.
   */
  #mayStart(lane: number): boolean {
    const leader = this.#control.leader(lane);
    if (leader === undefined || this.#waitsFor(leader) !== undefined) return true;
    const state = this.#control.state(leader.thread);
    return state === 'finished' || (!leader.mark && state !== 'unstarted' && state !== 'ready');
  }

  /** The entry that lets a thread start, if it is another thread's. */
  letStart(lane: number): number | undefined {
    this.catchUp();
    const leader = this.#control.leader(lane);
    return leader && (this.#waitsFor(leader) ?? this.#latest.get(leader.thread));
  }

  #waitsFor({ thread, mark }: Leader): number | undefined {
    return (mark ? this.#marked : this.#begun).get(thread);
  }

  /** What can happen to a thread that awaits. */
  #awaited(lane: number): Actor[] {
    const mask = this.#control.listening(lane);
    const ports = Array.from(this.#queues.keys(), portActor).filter(
      (actor) => (mask >>> actor) & 1 && this.arriving(portOf(actor)),
    );
    // Promises of one thread are settled in the order in which they were woken.
    const woken = Array.from(this.#woken)
      .flatMap(([actor, each]) => (each.lane === lane ? [actor] : []))
      .slice(0, 1);
    const late = this.#timeouts < this.#maxTimeouts ? this.#sleepers().filter((each) => each.lane === lane) : [];
    return [...ports, ...woken, ...late.filter(canTimeOut).map(({ actor }) => actor)];
  }

  #laneOf(actor: Actor): number {
    if (actor < maxThreads) return actor;
    if (isPort(actor)) return this.#all().find((lane) => (this.#control.listening(lane) >>> actor) & 1) ?? actor;
    return (this.#woken.get(actor) ?? this.#sleepers().find((each) => each.actor === actor))?.lane ?? actor;
  }

  /** Who continues when no actor is free: the wait that times out first, else the parked loops. */
  #lastResort(): Actor[] {
    const [earliest] = this.#sleepers()
      .filter((waiter) => canTimeOut(waiter))
      .toSorted((a, b) => a.deadline - b.deadline);
    if (earliest !== undefined) return [earliest.actor];
    const { parking } = this.#control;
    return this.#all().filter((lane) => parking.parked(lane) && parking.chances(lane) > 0);
  }

  #nextInTurn(enabled: readonly Actor[]): Actor | undefined {
    return enabled.find((actor) => actor > this.#last) ?? enabled[0];
  }

  #canGo(lane: number, state: ThreadState): boolean {
    switch (state) {
      case 'unstarted':
        return this.#mayStart(lane);
      case 'ready':
        return !this.#control.parking.parked(lane);
      case 'asleep':
        return (
          this.#woken.has(lane) ||
          (this.#timeouts < this.#maxTimeouts &&
            this.#sleepers().some((each) => each.actor === lane && canTimeOut(each)))
        );
      default:
        return false;
    }
  }

  #sleepers(): Waiter[] {
    return [...this.#waiters.values()].flat();
  }

  #all(): number[] {
    return Array.from({ length: this.#control.lanes }, (_, lane) => lane);
  }

  /** Reads what was done since the last look. */
  catchUp(): void {
    const { length, trace } = this.#control;
    while (this.#known < length) this.learn(trace.read(this.#known));
  }

  /** Records which threads have begun. */
  #notice({ kind, lane }: Operation): void {
    if (kind === 'mark' && !this.#marked.has(lane)) this.#marked.set(lane, this.#known);
    // A thread's first step is the start itself.
    if (this.#latest.has(lane) && !this.#begun.has(lane)) this.#begun.set(lane, this.#known);
    this.#latest.set(lane, this.#known);
  }

  /** @param entry the first one that this scheduler does not know yet */
  learn({ actor, enabled, op, operand, waiter = actor }: Entry): void {
    switch (op.kind) {
      case 'wait': {
        const waiters = this.#waiters.get(keyOf(op)) ?? [];
        this.#waiters.set(keyOf(op), [
          ...waiters,
          { actor: waiter, lane: op.lane, place: placeOf(op), deadline: this.#now + Number(operand) },
        ]);
        break;
      }
      case 'notify':
        for (const woken of this.#waiters.get(keyOf(op))?.splice(0, op.woken) ?? []) {
          this.#woken.set(woken.actor, { lane: woken.lane, by: this.#known });
        }
        break;
      case 'timeout': {
        const waiters = this.#waiters.get(keyOf(op)) ?? [];
        this.#now = Math.max(this.#now, waiters.find((each) => each.actor === actor)?.deadline ?? 0);
        this.#waiters.set(
          keyOf(op),
          waiters.filter((each) => each.actor !== actor),
        );
        this.#timeouts++;
        break;
      }
      case 'spawn':
        this.#woken.delete(actor);
        break;
      case 'post':
        this.#queues.set(op.port, [...(this.#queues.get(op.port) ?? []), { by: this.#known, at: Number(operand) }]);
        break;
      case 'deliver':
        this.#queues.get(op.port)?.shift();
        break;
      default:
    }
    if (enabled !== 0) this.#notice(op);
    this.#known++;
    this.#hear(op);
    if (enabled === 0) return;
    this.#guide.took(actor, op);
    this.#last = actor;
  }
}

const canTimeOut = ({ deadline }: Waiter): boolean => deadline < Infinity;
const placeOf = ({ buffer, byte, size }: MemoryRange): MemoryRange => ({ buffer, byte, size });
const keyOf = ({ buffer, byte }: MemoryRange): string => `${buffer}:${byte}`;
