import type { MessagePort } from 'node:worker_threads';
import { longTimerMs, type Board } from './meters/board.ts';
import { openChannel, type Asker } from './meters/channel.ts';
import { MeterBlock, type Caller, type Weight } from './meters/meter-block.ts';
import { Patience } from './witness/patience.ts';
import { Descendants } from './witness/descendants.ts';
import { Rest } from './witness/rest.ts';
import { Unrest } from './witness/unrest.ts';
import type { HeldServer } from './sources/held-server.ts';
import { serveSlowFile, type Held } from './sources/slow-file-server.ts';
import { HangWatch } from './witness/hang-watch.ts';
import { LearnerSources } from '../common/learner-sources.ts';
import { timersFirst } from '../common/sleeps.ts';
import { ThreadDebugger } from '../common/thread-debugger.ts';
import { sendFrame } from '../common/send-frame.ts';
import { StallWatch } from './meters/stall-watch.ts';
import { loopMetrics } from './time/turns.ts';
import { UndisturbedClock } from '../common/undisturbed-time.ts';
import type { WitnessQuestion, WitnessStart } from './witness/witness-job.ts';
import type { ProcessCpu } from './meters/cpu.ts';

/*
 * The witness of a real run, on a thread of ours: it serves what the attempt waits for, and sees what the
 * main thread can't tell about itself. It must never block.
 */

/** Milliseconds between two looks, and while something waits for them. */
const lookMs = 25;
const soonMs = 3;
/** Undisturbed milliseconds in which a thread that may end does end, and its starter hears of it. */
const endMs = 250;
/** Each time that the attempt's time moves on is a sign of life, up to this many; one in `napsTold` is reported. */
const mostNaps = 4000;
const napsTold = 50;

export class WitnessThread {
  readonly #port: MessagePort;
  readonly #nonce: string;
  readonly #board: Board;
  readonly #descendants: Descendants;
  readonly #clock: UndisturbedClock;
  readonly #stalls: StallWatch;
  readonly #hangs: HangWatch;
  readonly #patiences: Patience[] = [];
  /** These come before any timer: clients have time-outs of their own, set by Node. */
  readonly #serverPatiences: Patience[] = [];
  readonly #rest: Rest;
  /** Lets code that keeps checking whether a thread has ended see it end at last. */
  readonly #endsPatience: Patience;
  readonly #unrest: Unrest;
  /** Pieces of slow files that are held back. */
  readonly #pieces = new Set<Held>();
  readonly #servers = new Map<number, HeldServer>();
  readonly #cpu = new Map<number, number>();
  #meter: MeterBlock | undefined;
  #looked = 0;
  /** How often the attempt's time has moved on. */
  #naps = 0;
  /**
   * Milliseconds of the attempt's time that have passed while a caller was held: in total, as a guard may be set only
   * once.
   */
  #passedWhileHeld = 0;
  #served = '';
  /** When a thread was last allowed to end, in undisturbed milliseconds, and how many had ended by then. */
  #letEnd: { readonly at: number; readonly ended: number } | undefined;

  /** @param how.attempt folder of the attempt's own files @param how.nonce of the request that is answered */
  constructor(port: MessagePort, board: Board, { attempt, nonce }: Omit<WitnessStart, 'board'>) {
    this.#port = port;
    this.#nonce = nonce;
    this.#board = board;
    this.#descendants = new Descendants(board);
    this.#clock = new UndisturbedClock(() => [process.pid, ...this.#descendants.now()]);
    const main = ThreadDebugger.ofMainThread();
    this.#stalls = new StallWatch(board, main);
    const sources = new LearnerSources(attempt);
    this.#hangs = new HangWatch(
      main,
      (place) => sources.locate(place),
      (call) => sendFrame({ say: 'hangs', ...call, nonce }),
    );
    this.#rest = new Rest(board, this.#clock, () => this.#counted());
    const waiting = (): number => board.get('endsAsked') - board.get('endsAllowed');
    this.#endsPatience = new Patience(board, {
      version: () => board.get('endsAllowed'),
      waiting,
      giveUp: () => this.#allowEnds(waiting()),
    });
    const heldPieces = (): readonly Held[] => [...this.#pieces].filter(({ letGo }) => !letGo);
    this.#patiences.push(
      new Patience(
        board,
        {
          version: () => this.#pieces.size,
          waiting: () => heldPieces().length,
          giveUp: () => heldPieces().forEach((piece) => (piece.letGo = true)),
        },
        // A file has many pieces.
        { longestMs: 3000, mostNaps: 100 },
      ),
    );
    const version = (): string => [board.get('passed'), board.get('endsAllowed'), this.#meter?.get('version')].join();
    this.#unrest = new Unrest(board, version, () => this.#isAnybodyHeld);
  }

  start(): void {
    setInterval(() => this.#look(), soonMs);
    this.#port.on('message', (question: WitnessQuestion) => {
      void this.#answer(question).then((answer) => {
        this.#port.postMessage({ id: question.id, answer });
        // Not on the main thread: it may stand still in a call that waits for the others to rest.
        this.#board.add('questions', -1);
      });
    });
  }

  #look(): void {
    const board = this.#board;
    const awaited = this.#isAwaited();
    // A look at the clock reads from the system what each thread does, so one look serves all.
    if (!awaited && performance.now() - this.#looked < lookMs) return;
    this.#looked = performance.now();
    const now = this.#clock.elapsed();
    board.set('undisturbed', now);
    this.#hangs.look(now, this.#stalls.look(now));
    if (!awaited || !this.#goOn(now)) return;
    this.#rest.disturb();
    board.set('restsInARow', 0);
  }

  #isAwaited(): boolean {
    const board = this.#board;
    return (
      board.due > 0 ||
      board.guard > 0 ||
      board.get('passAsked') > board.get('passed') ||
      board.get('restsAwaited') > 0 ||
      this.#isAnybodyHeld
    );
  }

  get #isAnybodyHeld(): boolean {
    const patiences = [...this.#patiences, ...this.#serverPatiences, this.#endsPatience];
    return this.#pieces.size > 0 || patiences.some((patience) => patience.isNeeded);
  }

  /**
   * When nothing else can happen, makes the next thing happen: time passes, then a thread ends, then a held caller is
   * let go.
   * @returns whether anything was made to happen
   */
  #goOn(now: number): boolean {
    const board = this.#board;
    const coming =
      this.#isServing() ||
      this.#isThreadEnding(now) ||
      board.get('questions') > 0 ||
      [...this.#pieces].some((piece) => piece.letGo) ||
      [...this.#servers.values()].some((server) => server.coming > 0);
    if (coming) this.#rest.disturb();
    const { others, all } = coming ? { others: false, all: false } : this.#rest.look(now);
    if (!others) this.#descendants.mayGrow();
    if (!all) board.set('restsInARow', 0);
    if (this.#unrest.countRounds(now, all)) return true;
    const asked = board.get('passAsked');
    if (others && asked > board.get('passed')) {
      board.set('passed', asked);
      board.tell('passed');
      return true;
    }
    if (this.#serverPatiences.map((patience) => patience.look(now, all)).includes(true)) return true;
    if (all && this.#mayTimePass()) {
      if (this.#isAnybodyHeld) this.#passedWhileHeld += board.toNext;
      board.passTime();
      this.#tellNap();
      return true;
    }
    if (all && this.#endsPatience.isNeeded) {
      this.#allowEnds(1);
      return true;
    }
    let letGo = this.#endsPatience.look(now, false);
    for (const patience of this.#patiences) letGo = patience.look(now, all) || letGo;
    if (letGo) return true;
    if (!all) return this.#unrest.look(now);
    const guarded = board.guard > 0;
    if (!guarded) {
      board.rest();
      return false;
    }
    board.passGuard();
    this.#tellNap();
    return true;
  }

  /** Reports a sign of life: code that keeps napping is not silent, and how often it may nap is counted, not timed. */
  #tellNap(): void {
    this.#naps += 1;
    if (this.#naps % napsTold === 0 && this.#naps <= mostNaps)
      sendFrame({ say: 'progress', schedules: 0, nonce: this.#nonce });
  }

  /** Whether the timer that is due first comes next, guards left aside. */
  #mayTimePass(): boolean {
    const board = this.#board;
    if (board.due === 0 || !this.#isAnybodyHeld) return board.isInOrder(board);
    // Many short timers make a long one: a watch made of them may be a guard, too, and beats beside a guard must not
    // reach it.
    if (board.get('timersFirst') >= timersFirst.indexOf('short')) return true;
    if (this.#passedWhileHeld + board.toNext < longTimerMs) return true;
    board.raise('putOff', board.due);
    return false;
  }

  /** Whether this loop, on which the servers run, too, had anything to do since the last look. */
  #isServing(): boolean {
    if (this.#servers.size === 0) return false;
    const sent = [...this.#servers.values()].map((server) => server.sent);
    const served = [loopMetrics().events, ...sent].join();
    const before = this.#served;
    this.#served = served;
    return served !== before;
  }

  /** Whether a thread is ending: it sleeps now and then on the way. */
  #isThreadEnding(now: number): boolean {
    return this.#letEnd !== undefined && this.#ended === this.#letEnd.ended && now - this.#letEnd.at < endMs;
  }

  /** Threads whose end has been heard of. */
  get #ended(): number {
    return this.#board.get('threadsStarted') - this.#board.get('threadsAlive');
  }

  #allowEnds(threads: number): void {
    this.#letEnd = { at: this.#board.get('undisturbed'), ended: this.#ended };
    this.#board.add('endsAllowed', threads);
    this.#board.tell('endsAllowed');
  }

  #counted(): string {
    const board = this.#board;
    const words = ['threadsStarted', 'threadsAlive', 'processesStarted', 'processesAlive', 'messages', 'time'] as const;
    return [this.#meter?.get('version'), ...words.map((word) => board.get(word))].join();
  }

  async #answer(question: WitnessQuestion): Promise<unknown> {
    switch (question.do) {
      case 'meter':
        return this.#watchMeter(new MeterBlock(question.memory));
      case 'channel':
        return void openChannel(question.address, (asked, from) => this.#hear(asked as ProgramQuestion, from));
      case 'slow-file':
        return serveSlowFile(question.job, this.#board, this.#clock, this.#pieces);
      case 'serve': {
        // Node's HTTP takes a while to load, and few runs need it.
        const module = await import('./sources/held-server.ts');
        const server = new module.HeldServer(question.script, this.#board);
        const port = await server.listen();
        this.#servers.set(port, server);
        this.#serverPatiences.push(new Patience(this.#board, server.meeting));
        return port;
      }
      case 'tell-requests':
        return this.#servers.get(question.port)?.tell();
      case 'tell-stall':
        return this.#stalls.longest;
      case 'tell-processes':
        return Array.from(this.#cpu, ([pid, ms]): ProcessCpu => ({ process: pid, ms }));
    }
  }

  #watchMeter(meter: MeterBlock): void {
    this.#meter = meter;
    const version = (): number => meter.get('version');
    const waiting = (): number => meter.get('waiting');
    this.#patiences.push(new Patience(this.#board, { version, waiting, giveUp: () => meter.giveUp() }));
  }

  #hear(question: ProgramQuestion, from: Asker): void {
    const meter = this.#meter;
    if (question.ask === 'end') {
      this.#cpu.set(question.pid, question.cpuUs / 1000);
      meter?.end(question.call);
      from.answer({});
    } else if (meter) {
      void this.#admit(meter, question, from);
    } else {
      from.answer({ call: -1, failAt: -1 });
    }
  }

  async #admit(meter: MeterBlock, { caller, weight }: Begin, from: Asker): Promise<void> {
    const call = meter.begin(caller, weight, true);
    for (let version = meter.get('version'); !meter.mayGo(call); version = meter.get('version')) {
      await meter.changed(version);
      if (isGone(caller.process)) return meter.abandon({ process: caller.process });
    }
    from.answer({ call, failAt: meter.get('failAt') });
  }
}

type Begin = { readonly ask: 'begin'; readonly caller: Caller; readonly weight: Weight };
type ProgramQuestion =
  | Begin
  | { readonly ask: 'end'; readonly call: number; readonly pid: number; readonly cpuUs: number };

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}
