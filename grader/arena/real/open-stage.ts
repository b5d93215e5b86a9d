import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { required } from '../common/missing-export.ts';
import { Board } from './meters/board.ts';
import { takeCensus, type Counts } from './meters/census.ts';
import { makeChannel } from './meters/channel.ts';
import { setCores } from './meters/cores.ts';
import { balanceOf, cpuSince, type ProcessCpu } from './meters/cpu.ts';
import type { Measurement } from '../common/frames.ts';
import { slept, timersFirst, type TimersFirst } from '../common/sleeps.ts';
import type { LearnerSources } from '../common/learner-sources.ts';
import { othersOfThisRun } from '../common/marked-processes.ts';
import { openMeter, type Meter, type MeterOptions } from './meters/meter.ts';
import type { MeterBlock } from './meters/meter-block.ts';
import { leftovers, resources } from './meters/resources.ts';
import type { ServerReport } from './witness/server-script.ts';
import { slowFiles } from './sources/slow-file.ts';
import { speedUp } from './meters/speed-up.ts';
import { EarlyEnd } from './early-end.ts';
import type { BlockingCall, RealStage } from './stage.ts';
import { flow } from './sources/streams.ts';
import { holdTime } from './time/hold-time.ts';
import { MainLoop } from './time/main-loop.ts';
import { watchSyncCalls } from './meters/sync-calls.ts';
import { restLooks } from './witness/rest.ts';
import type { WitnessStart } from './witness/witness-job.ts';
import { Witness } from './witness/witness.ts';
import type { Stall } from './meters/stall-watch.ts';

export type OpenStage = {
  readonly stage: RealStage;
  readonly seen: () => Pick<Measurement, 'figures' | 'slept'>;
  readonly earlyEnd: EarlyEnd;
  /**
   * Lets the held callers of all meters continue where no others can join them. @returns whether any caller was held
   */
  readonly giveUp: () => boolean;
};

type RunStart = Omit<WitnessStart, 'board'> & {
  readonly timersFirst: TimersFirst;
};

/**
 * Opens the stage of a real run on this thread, the main thread of the arena: what the stage watches from now on
 * stays watched.
 * @param folder of the run; its creator removes it
 * @param lifeline the thread that becomes the witness
 */
export function openStage(folder: string, lifeline: Worker, sources: LearnerSources, run: RunStart): OpenStage {
  const board = new Board();
  board.set('timersFirst', timersFirst.indexOf(run.timersFirst));
  const witness = new Witness(lifeline, board, { attempt: run.attempt, nonce: run.nonce });
  board.publish();
  const meters: MeterBlock[] = [];
  const children = takeCensus(board, import.meta.dirname, (thread) =>
    meters.forEach((meter) => meter.abandon({ process: 0, thread })),
  );
  const earlyEnd = new EarlyEnd(() => meters.some((block) => block.holds({ process: 0, thread: 0 })));
  const loop = new MainLoop(board, () => timers.tellIfCleared());
  let worked = (): number => 0;
  const timers = holdTime(
    board,
    () => worked(),
    () => loop.timerSet(timers),
  );
  const syncCalls = watchSyncCalls(board);
  const cpu = cpuSince(board);
  const figures: string[] = [];
  const work = join(folder, 'work');
  mkdirSync(work);
  let channel: string | undefined;
  const undisturbed = (): number => board.get('undisturbed');

  const blockingCall = (call: number): BlockingCall | undefined => {
    const found = syncCalls[call - 1];
    const location = sources.locate(found?.stack);
    return found && { name: found.name, ...(location && { location }) };
  };

  const blockingCalls = (): readonly BlockingCall[] =>
    syncCalls.flatMap((_, index) => {
      const call = blockingCall(index + 1);
      return call?.location ? [call] : [];
    });

  const attach = (block: MeterBlock): void => {
    meters.push(block);
    void witness.ask({ do: 'meter', memory: block.memory });
  };

  const meter = (asked: number | MeterOptions, failAt?: number): Meter => {
    const options = typeof asked === 'number' ? { gather: asked, ...(failAt !== undefined && { failAt }) } : asked;
    const { meter: opened, block } = openMeter(options);
    attach(block);
    const { unitMs } = options;
    if (unitMs !== undefined) worked = () => block.get('onMain') * unitMs;
    if (options.processes && channel === undefined) {
      const place = join(folder, 'channel');
      mkdirSync(place);
      channel = makeChannel(place);
      void witness.ask({ do: 'channel', address: channel });
    }
    return opened;
  };

  /** Waits until `happened`, or until nothing more can happen. */
  const untilRest = async (happened: () => boolean): Promise<void> => {
    const rests = board.get('rests') + restLooks;
    board.add('restsAwaited');
    const givenUp = board.get('restsGivenUp');
    const isRest = (): boolean =>
      board.get('restsGivenUp') > givenUp || (board.get('rests') >= rests && board.get('restsInARow') >= restLooks);
    await witness.awake(loop.until(() => happened() || isRest()));
    board.add('restsAwaited', -1);
  };

  /** @param onWait called at each beat while the promise is pending */
  const settles = async (promise: Promise<unknown>, onWait: () => void = () => {}): Promise<boolean> => {
    let settled = false;
    const note = (): void => void (settled = true);
    promise.then(note, note);
    await untilRest(() => {
      if (!settled) onWait();
      return settled;
    });
    return settled;
  };

  const counts = async (kind: 'threads' | 'processes'): Promise<Counts> => {
    await untilRest(() => board.get(`${kind}Alive`) === 0);
    return { started: board.get(`${kind}Started`), alive: board.get(`${kind}Alive`), peak: board.get(`${kind}Peak`) };
  };

  const stage: RealStage = {
    load: async <Module>(file: string) => {
      const exported = (await import(sources.url(file))) as Readonly<Record<string, unknown>>;
      return required({ [file]: exported }, file) as Module;
    },
    program: (file) => fileURLToPath(sources.url(file)),
    folder: work,
    slowFile: slowFiles(work, witness, undisturbed),
    blockingCall,
    blockingCalls,
    stall: async () => {
      const { ms, call, places } = (await witness.ask({ do: 'tell-stall' })) as Stall;
      const location = sources.locate(places.join('\n'));
      return { ms: Math.round(ms), ...(location && { location }), ...blockingCall(call) };
    },
    meter,
    rendezvous: (asked) => {
      const { meter: opened, block } = openMeter(typeof asked === 'number' ? { gather: asked } : asked);
      attach(block);
      return {
        ...opened,
        attend: async (task, weight = { from: 0, to: 1 }) => {
          const call = block.begin({ process: 0, thread: 0 }, weight, true);
          try {
            for (let version = block.get('version'); !block.mayGo(call); version = block.get('version')) {
              await block.changed(version);
            }
            return await task();
          } finally {
            block.end(call);
          }
        },
      };
    },
    longestTimer: () => timers.longest,
    settles: async (promise) => settles(promise),
    answered: async (promise) => settles(promise, () => earlyEnd.atBeat()),
    running: () => board.get('threadsAlive'),
    threads: () => counts('threads'),
    processes: async () => {
      const ended = await counts('processes');
      return { ...ended, left: Math.max(ended.alive, othersOfThisRun().length) };
    },
    children: () => children,
    cores: setCores,
    messages: () => ({
      posted: board.get('messages'),
      cloned: board.get('bytesCloned'),
      transferred: board.get('bytesTransferred'),
    }),
    resources,
    leftovers: async (before) => leftovers(before, undisturbed),
    server: async (script = {}) => {
      const port = (await witness.ask({ do: 'serve', script })) as number;
      const report = async (): Promise<ServerReport> =>
        (await witness.ask({ do: 'tell-requests', port })) as ServerReport;
      return { url: `http://127.0.0.1:${port}`, port, report };
    },
    flow,
    cpu,
    balance: async () => balanceOf(cpu(), (await witness.ask({ do: 'tell-processes' })) as ProcessCpu[]),
    speedUp: async (sequential, parallel) => {
      const measured = await speedUp(sequential, parallel);
      figures.push(...measured.picture);
      return measured;
    },
    figure: (line) => void figures.push(line),
  };
  return {
    stage,
    seen: () => ({ figures, slept: slept[board.get('slept')] ?? 'no' }),
    earlyEnd,
    giveUp: () => {
      const held = meters.filter((block) => block.get('waiting') > 0);
      for (const block of held) block.giveUp();
      return held.length > 0;
    },
  };
}
