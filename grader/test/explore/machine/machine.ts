import type { Actor } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import { disturbs, type Look } from '../../../explore/look.ts';
import { changesNothing, LoopWindow, type Intent } from '../../../explore/loop-window.ts';
import type { FinalState } from '../../../explore/final-state.ts';
import { Memory, type Answer } from './memory.ts';
import type { Program, Request, Thread } from './program.ts';

/** Time-outs that may fire in one run although somebody else could go on. */
const timeoutBudget = 2;
/** Iterations that a parked loop still gets when nobody else can go on, so that bounded retries run out. */
const lastChances = 3;

type State =
  | { readonly kind: 'ready' | 'dormant' | 'ended' }
  | { readonly kind: 'asleep'; readonly timeout: number }
  /** `chances`: looks that it may still take when nobody else can go on. */
  | { readonly kind: 'parked'; readonly looks: readonly Look[]; readonly chances: number };

type Lane = {
  readonly thread: Actor;
  readonly body: Thread;
  readonly window: LoopWindow;
  state: State;
  /** What the thread asks for next; none once it has ended. */
  request: Request | undefined;
  /** The step that made the next one possible. */
  after: number | undefined;
  result: unknown;
};

/** What one step did, and the step that made it possible. */
export type Done = { readonly op: Operation; readonly after: number | undefined };

/**
 * Simulated threads over a simulated shared memory: the smallest substrate there can be. It knows who
 * can go on, and does one operation at a time; it never decides.
 */
export class Machine {
  readonly lanes: readonly Lane[];
  readonly memory: Memory;
  /** The step that ended a thread. */
  readonly #ends = new Map<Actor, number>();
  /** The first step of each thread. */
  readonly #begun = new Map<Actor, number>();
  readonly #alike: readonly Actor[];
  readonly #parks: boolean;
  #timeouts = timeoutBudget;
  #steps = 0;

  /** @param parks whether a thread in a waiting loop stands still until what it looks at has changed */
  constructor(program: Program, parks: boolean) {
    this.#parks = parks;
    this.memory = new Memory(program.memory ?? {});
    this.#alike = program.alike ?? [];
    this.lanes = program.threads.map((start, thread) => ({
      thread,
      body: start(),
      window: new LoopWindow(),
      state: { kind: program.dormant?.includes(thread) === true ? 'dormant' : 'ready' },
      request: undefined,
      after: undefined,
      result: undefined,
    }));
    // Every thread runs to its first request before anything happens: the start barrier.
    for (const lane of this.lanes) this.#resume(lane);
  }

  /** Everybody who can take the next step, ascending. */
  enabled(): readonly Actor[] {
    const free = this.#actors((lane) => this.#canGo(lane));
    if (free.length > 0) return free;
    const deadline = Math.min(...this.lanes.map(({ state }) => (state.kind === 'asleep' ? state.timeout : Infinity)));
    if (deadline < Infinity) {
      return this.#actors(({ state }) => state.kind === 'asleep' && state.timeout === deadline).slice(0, 1);
    }
    return this.#actors(({ state }) => state.kind === 'parked' && state.chances > 0);
  }

  /** Does the next operation of one who is enabled. */
  step(actor: Actor): Done {
    const lane = this.#lane(actor);
    const leader = this.#leader(actor);
    if (leader !== undefined && !this.#begun.has(actor)) lane.after ??= this.#begun.get(leader);
    if (!this.#begun.has(actor)) this.#begun.set(actor, this.#steps);
    const done = lane.state.kind === 'asleep' ? this.#timeOut(actor, lane) : this.#perform(actor, lane);
    if (lane.state.kind === 'ended') this.#ends.set(actor, this.#steps);
    this.#steps++;
    return done;
  }

  /** How each thread stands when the run is over. */
  finalStates(): readonly FinalState[] {
    return this.lanes.map(({ state, request }): FinalState => {
      if (state.kind === 'asleep') return { state: 'asleep' };
      if (state.kind === 'parked') return { state: 'parked', looks: state.looks };
      if (state.kind !== 'ready' || request === undefined) return { state: 'ended' };
      if (request.kind === 'receive' && !this.memory.has(request.port))
        return { state: 'receiving', port: request.port };
      if (request.kind === 'join') return { state: 'joining', thread: request.thread };
      return { state: 'running' };
    });
  }

  #timeOut(actor: Actor, lane: Lane): Done {
    this.#timeouts--;
    const op = this.memory.giveUp(actor);
    lane.window.did(op);
    lane.state = { kind: 'ready' };
    this.#resume(lane, 'timed-out');
    return { op, after: undefined };
  }

  #perform(actor: Actor, lane: Lane): Done {
    const { request, state } = lane;
    if (request === undefined) throw new Error(`Thread ${actor} has ended`);
    const { op, answer, woken, posted } = this.memory.do(request, actor, this.#steps);
    const after = posted ?? (request.kind === 'join' ? this.#ends.get(request.thread) : lane.after);
    lane.after = undefined;
    lane.window.did(op, this.#intentOf(request));
    for (const other of this.lanes) if (other !== lane) this.#disturb(other, op);
    for (const sleeper of woken ?? []) {
      this.#lane(sleeper).after = this.#steps;
      this.#resume(this.#lane(sleeper), 'ok');
    }
    if (request.kind === 'spawn') this.#start(request.thread);
    if (op.kind === 'wait')
      lane.state = { kind: 'asleep', timeout: request.kind === 'wait' ? request.timeout : Infinity };
    else this.#resume(lane, answer, state.kind === 'parked' ? state.chances - 1 : undefined);
    return { op, after };
  }

  #start(actor: Actor): void {
    const child = this.#lane(actor);
    child.after = this.#steps;
    child.state = { kind: 'ready' };
  }

  #disturb(lane: Lane, op: Operation): void {
    lane.window.heard(op);
    const { state } = lane;
    if (state.kind !== 'parked' || changesNothing(op) || !state.looks.some((look) => disturbs(op, look))) return;
    // Where any of several writers may be the first to let it go on, that is a race like any other.
    if (state.looks.length === 1) lane.after = this.#steps;
    lane.state = { kind: 'ready' };
  }

  /** The thread that has to begin before this one. */
  #leader(actor: Actor): Actor | undefined {
    const place = this.#alike.indexOf(actor);
    return place > 0 ? this.#alike[place - 1] : undefined;
  }

  #canGo({ thread, state, request }: Lane): boolean {
    const leader = this.#leader(thread);
    if (leader !== undefined && !this.#begun.has(leader) && this.#lane(leader).state.kind !== 'ended') return false;
    if (state.kind === 'asleep') return state.timeout < Infinity && this.#timeouts > 0;
    if (state.kind !== 'ready') return false;
    if (request?.kind === 'receive') return this.memory.has(request.port);
    return request?.kind !== 'join' || this.#lane(request.thread).state.kind === 'ended';
  }

  /** Lets a thread run on to its next request, and parks it where that would only repeat itself. */
  #resume(lane: Lane, answer: Answer = 0, chances?: number): void {
    lane.request = nextRequest(lane, answer);
    const { request } = lane;
    if (request === undefined) {
      lane.state = { kind: 'ended' };
    } else if (lane.state.kind !== 'dormant') {
      const intent = this.#intentOf(request);
      const { looks } = (intent && lane.window.watch(intent)) ?? {};
      lane.state =
        looks === undefined
          ? { kind: 'ready' }
          : { kind: 'parked', looks, chances: chances ?? lastChances * looks.length };
    }
  }

  #intentOf(request: Request): Intent | undefined {
    return this.#parks ? intentOf(request) : undefined;
  }

  #actors(can: (lane: Lane) => boolean): readonly Actor[] {
    const actors: Actor[] = [];
    for (const [actor, lane] of this.lanes.entries()) if (can(lane)) actors.push(actor);
    return actors;
  }

  #lane(actor: Actor): Lane {
    const lane = this.lanes[actor];
    if (lane === undefined) throw new RangeError(`Expected a thread of the program, got ${actor}`);
    return lane;
  }
}

function nextRequest(lane: Lane, answer: Answer): Request | undefined {
  if (lane.request?.kind === 'exit') return undefined;
  try {
    const { done, value } = lane.body.next(answer);
    if (done !== true) return value;
    lane.result = value;
  } catch (error) {
    lane.result = error;
  }
  // Who was woken takes one more step even if there is nothing to do, or the time-out that it lost goes unseen.
  return lane.state.kind === 'asleep' ? { kind: 'exit', thread: lane.thread } : undefined;
}

/** What it is to memory, as the threads of an arena tell it. */
function intentOf(request: Request): Intent | undefined {
  if (!('byte' in request)) return undefined;
  const { kind, buffer, byte, size, site } = request;
  const place = { buffer, byte, size, site };
  switch (kind) {
    case 'rmw':
      return { ...place, kind: 'change' };
    case 'store':
      return { ...place, kind, value: request.value };
    case 'cas':
    case 'wait':
      return { ...place, kind, value: request.expected };
    default:
      return { ...place, kind };
  }
}
