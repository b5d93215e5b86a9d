import type { MessagePort } from 'node:worker_threads';
import type { Board } from './meters/board.ts';
import { openChannel, type Asker } from './meters/channel.ts';
import { MeterBlock, type Caller, type Weight } from './meters/meter-block.ts';
import { Patience } from './witness/patience.ts';
import { processTree } from '../common/process-tree.ts';
import type { HeldServer } from './sources/held-server.ts';
import { serveSlowFile } from './sources/slow-file-server.ts';
import { StallWatch } from './meters/stall-watch.ts';
import { UndisturbedClock } from '../common/undisturbed-time.ts';
import type { WitnessQuestion } from './witness/witness-job.ts';
import type { ProcessCpu } from './meters/cpu.ts';

/*
 * The witness of a real run, on a thread of ours: it serves what the attempt waits for, and sees what
 * the main thread can't tell of itself. It must never block.
 */

const lookMs = 25;

export class WitnessThread {
  readonly #port: MessagePort;
  readonly #board: Board;
  readonly #clock: UndisturbedClock;
  readonly #stalls: StallWatch;
  readonly #patiences: Patience[] = [];
  readonly #servers = new Map<number, HeldServer>();
  readonly #cpu = new Map<number, number>();
  #meter: MeterBlock | undefined;

  constructor(port: MessagePort, board: Board) {
    this.#port = port;
    this.#board = board;
    const pids = (): readonly number[] => [
      process.pid,
      ...(board.get('processesAlive') > 0 ? processTree(process.pid) : []),
    ];
    this.#clock = new UndisturbedClock(pids);
    this.#stalls = new StallWatch(board);
  }

  start(): void {
    setInterval(() => this.#look(), lookMs);
    this.#port.on('message', (question: WitnessQuestion) => {
      void this.#answer(question).then((answer) => this.#port.postMessage({ id: question.id, answer }));
    });
  }

  #look(): void {
    // Once for all: a look at the clock reads what the system tells of each thread.
    const now = this.#clock.elapsed();
    this.#board.set('undisturbed', now);
    this.#stalls.look(now);
    for (const patience of this.#patiences) patience.look(now);
  }

  async #answer(question: WitnessQuestion): Promise<unknown> {
    switch (question.do) {
      case 'meter':
        return this.#watchMeter(new MeterBlock(question.memory));
      case 'channel':
        return void openChannel(question.address, (asked, from) => this.#hear(asked as ProgramQuestion, from));
      case 'slow-file':
        return serveSlowFile(question.job, this.#board, this.#clock);
      case 'serve': {
        // Node's HTTP takes a while to load, and few runs need it.
        const module = await import('./sources/held-server.ts');
        const server = new module.HeldServer(question.script, this.#board);
        const port = await server.listen();
        this.#servers.set(port, server);
        this.#patiences.push(new Patience(this.#board, server.meeting));
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
