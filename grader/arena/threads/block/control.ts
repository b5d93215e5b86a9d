import type { Actor, Plan } from '../../../explore/model.ts';
import type { Operation } from '../../../explore/operation.ts';
import { maxThreads } from './actors.ts';
import { realAtomics } from '../../common/elements.ts';
import { Mail } from './mail.ts';
import { Parking } from './parking.ts';
import { PlanSlot } from './plan-slot.ts';
import { maxEntries, Records } from './records.ts';
import { Reports } from './reports.ts';
import { details, type Leader, type RunOptions, type Detail } from './run-options.ts';
import { statuses, type RunStatus } from './run-status.ts';
import { threadStates, type ThreadState } from './thread-state.ts';
import { Visibility } from './visibility.ts';

const header = {
  done: 0,
  end: 1,
  length: 2,
  live: 3,
  enabled: 4,
  holder: 5,
  lanes: 6,
  detail: 7,
  forced: 8,
  actor: 9,
  lateTimeouts: 10,
  silent: 11,
};
const thread = { calls: 0, state: 1, present: 2, listening: 3, hopeless: 4, leader: 5, mark: 6 };
const nobody = -1;
/** A cache line for the header and for each thread. */
const lineWords = 16;
const wordBytes = Int32Array.BYTES_PER_ELEMENT;
const wordsBytes = (1 + maxThreads) * lineWords * wordBytes;

/**
 * The memory through which the threads of a run and its controller agree. Exactly one of them holds the baton and
 * writes; handing over the baton (`grant`) orders all those writes.
 */
export class Control {
  readonly buffer: SharedArrayBuffer;
  /** What the current run has done so far. */
  readonly trace: Records;
  readonly parking: Parking;
  readonly visibility: Visibility;
  readonly mail: Mail;
  readonly reports: Reports;
  readonly #plan: PlanSlot;
  readonly #words: Int32Array;

  /** @param buffer another control's; absent: a new one */
  constructor(buffer?: SharedArrayBuffer) {
    let bytes = 0;
    const part = (size: number): number => (bytes += roundedUp(size)) - roundedUp(size);
    const [words, plan, visibility, parking, trace, mail, reports] = [
      part(wordsBytes),
      part(PlanSlot.bytes),
      part(Visibility.bytes),
      part(Parking.bytes(maxThreads)),
      part(Records.bytes(maxEntries)),
      part(Mail.bytes),
      part(Reports.bytes(maxThreads)),
    ];
    this.buffer = buffer ?? new SharedArrayBuffer(bytes);
    this.#words = new Int32Array(this.buffer, words, wordsBytes / wordBytes);
    this.#plan = new PlanSlot(this.buffer, plan);
    this.visibility = new Visibility(this.buffer, visibility);
    this.parking = new Parking(this.buffer, parking, maxThreads);
    this.trace = new Records(this.buffer, trace, maxEntries);
    this.mail = new Mail(this.buffer, mail);
    this.reports = new Reports(this.buffer, reports, maxThreads);
  }

  /** Prepares for a run of `lanes` threads. */
  begin(lanes: number, { plan, visible, detail = 'nothing', lateTimeouts = false, leaders = [] }: RunOptions): void {
    this.end = 'open';
    this.length = 0;
    this.#words[header.lanes] = lanes;
    this.#words[header.detail] = details.indexOf(detail);
    this.#words[header.lateTimeouts] = Number(lateTimeouts);
    this.silent = 0;
    this.#plan.plan = plan;
    this.visibility.set(visible);
    this.mail.clear();
    for (let lane = 0; lane < lanes; lane++) {
      this.setState(lane, 'unstarted');
      this.setListening(lane, 0);
      this.#words[wordOf(lane, thread.hopeless)] = 0;
      this.#words[wordOf(lane, thread.leader)] = leaders[lane]?.thread ?? nobody;
      this.#words[wordOf(lane, thread.mark)] = Number(leaders[lane]?.mark ?? false);
      this.parking.free(lane);
      this.reports.write(lane, '');
    }
  }

  get plan(): Plan<Operation> {
    return this.#plan.plan;
  }

  get end(): RunStatus {
    return statuses[realAtomics.load(this.#words, header.end)] ?? 'open';
  }

  set end(end: RunStatus) {
    realAtomics.store(this.#words, header.end, statuses.indexOf(end));
  }

  /** Whether the run is over. */
  get over(): boolean {
    return this.#words[header.end] !== 0;
  }

  /** Entries in the trace. */
  get length(): number {
    return this.#word(header.length);
  }

  set length(length: number) {
    this.#words[header.length] = length;
  }

  /** Operations that were done without a trace. */
  get silent(): number {
    return this.#word(header.silent);
  }

  set silent(silent: number) {
    this.#words[header.silent] = silent;
  }

  /** The actors that could have taken the step that was granted last, one bit each. */
  get enabled(): number {
    return this.#word(header.enabled);
  }

  get detail(): Detail {
    return details[this.#word(header.detail)] ?? 'nothing';
  }

  /** Whether waits time out only when no other actor can continue. */
  get lateTimeouts(): boolean {
    return this.#word(header.lateTimeouts) === 1;
  }

  /** Writes down which actor takes the next step. */
  choose({
    actor,
    enabled,
    forced,
  }: {
    readonly actor: Actor;
    readonly enabled: number;
    readonly forced: boolean;
  }): void {
    this.#words[header.actor] = actor;
    this.#words[header.enabled] = enabled;
    this.#words[header.forced] = Number(forced);
  }

  /** The actor that takes the step that was granted last. */
  get actor(): Actor {
    return this.#word(header.actor);
  }

  /** Whether the step that was granted last is taken only because no other actor can continue. */
  get forced(): boolean {
    return this.#word(header.forced) === 1;
  }

  /** Number of threads in the run. */
  get lanes(): number {
    return this.#word(header.lanes);
  }

  /** The thread that holds the baton. */
  get holder(): number {
    return realAtomics.load(this.#words, header.holder);
  }

  state(lane: number): ThreadState {
    return threadStates[this.#word(wordOf(lane, thread.state))] ?? 'unstarted';
  }

  setState(lane: number, state: ThreadState): void {
    this.#words[wordOf(lane, thread.state)] = threadStates.indexOf(state);
  }

  /** The thread that has to begin before this one. */
  leader(lane: number): Leader | undefined {
    const leader = this.#word(wordOf(lane, thread.leader));
    return leader === nobody ? undefined : { thread: leader, mark: this.#word(wordOf(lane, thread.mark)) === 1 };
  }

  /** The actors that a thread listens to, one bit each. */
  listening(lane: number): number {
    return this.#word(wordOf(lane, thread.listening));
  }

  setListening(lane: number, mask: number): void {
    this.#words[wordOf(lane, thread.listening)] = mask;
  }

  /** How often the thread was called: by this count a thread sees that it was called again. */
  calls(lane: number): number {
    return realAtomics.load(this.#words, wordOf(lane, thread.calls));
  }

  /** Hands the baton to a thread. */
  grant(lane: number): void {
    if (this.state(lane) === 'unstarted') {
      this.setState(lane, 'ready');
      this.#words[wordOf(lane, thread.present)] = 1;
      realAtomics.add(this.#words, header.live, 1);
    }
    realAtomics.store(this.#words, header.holder, lane);
    this.call(lane);
  }

  /** Wakes a thread. */
  call(lane: number): void {
    const word = wordOf(lane, thread.calls);
    realAtomics.add(this.#words, word, 1);
    realAtomics.notify(this.#words, word);
  }

  /** Wakes all that wait for a turn, except one thread. */
  callAll(but: number): void {
    for (let lane = 0; lane < this.lanes; lane++) {
      const state = this.state(lane);
      if (lane !== but && state !== 'unstarted' && state !== 'finished') this.call(lane);
    }
  }

  /** Blocks this thread until it is called. @param seen the value of `calls` up to now */
  awaitCall(lane: number, seen: number): void {
    const word = wordOf(lane, thread.calls);
    while (realAtomics.load(this.#words, word) === seen) realAtomics.wait(this.#words, word, seen);
  }

  /** Marks a thread as hopeless: its code does not let it leave the run. */
  setHopeless(lane: number): void {
    this.#words[wordOf(lane, thread.hopeless)] = 1;
  }

  get anyHopeless(): boolean {
    return Array.from({ length: this.lanes }, (_, lane) => lane).some(
      (lane) => this.#word(wordOf(lane, thread.hopeless)) === 1,
    );
  }

  /** Whether a thread has entered the run and not left it. */
  present(lane: number): boolean {
    return this.#word(wordOf(lane, thread.present)) === 1;
  }

  /** Records that a thread has left the run; the last one wakes the controller. */
  leave(lane: number): void {
    this.#words[wordOf(lane, thread.present)] = 0;
    if (realAtomics.sub(this.#words, header.live, 1) !== 1) return;
    realAtomics.add(this.#words, header.done, 1);
    realAtomics.notify(this.#words, header.done);
  }

  /** Number of runs that all threads have left. */
  get done(): number {
    return realAtomics.load(this.#words, header.done);
  }

  /**
   * Resolves when `done` is no longer `seen`, without blocking the event loop. This is as fast as blocking: a run's
   * cost is the hand-overs between its threads.
   */
  async afterDone(seen: number): Promise<void> {
    while (this.done === seen) {
      const waiting = realAtomics.waitAsync(this.#words, header.done, seen);
      if (waiting.async) await waiting.value;
    }
  }

  #word(index: number): number {
    return this.#words[index] ?? 0;
  }
}

function wordOf(lane: number, word: number): number {
  return (1 + lane) * lineWords + word;
}

/** Rounds up to whole cache lines, where arrays of every kind can begin. */
function roundedUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
