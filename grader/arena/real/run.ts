import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Json } from '../exploration.ts';
import type { Measurement } from '../frames.ts';
import { realFolder } from '../layout.ts';
import { MissingExport, required } from '../missing-export.ts';
import { cpuSince } from './cpu.ts';
import { LearnerSources } from './learner-sources.ts';
import { collectLooseErrors, type LooseError } from './loose-errors.ts';
import { openMeter, type OwnedMeter } from './meter.ts';
import type { RealScenario } from './scenario.ts';
import { slowFiles } from './slow-file.ts';
import type { RealStage } from './stage.ts';
import { watchSyncCalls } from './sync-calls.ts';
import { countWorkers, type ThreadCensus } from './worker-count.ts';

/** Turns of a free event loop without a new arrival after which nobody else will come to a meeting. */
const patienceTurns = 150;
/** Turns of a free event loop in which a thread that is about to end will have ended. */
const farewellTurns = 150;
const turnMs = 10;

/**
 * Runs a scenario for real on this thread, the main thread of the arena. The arena is used up
 * by it: what it watches stays watched.
 */
export async function measure(stageFolder: string, scenario: RealScenario): Promise<Measurement> {
  const sources = new LearnerSources(join(stageFolder, realFolder));
  const folder = mkdtempSync(join(tmpdir(), 'racelings-run-'));
  const census = countWorkers();
  const sync = watchSyncCalls();
  const files = slowFiles(folder, sync.inside);
  const loose = collectLooseErrors();
  const cpu = cpuSince();
  const figures: string[] = [];
  const meters: OwnedMeter[] = [];
  const stop = new AbortController();

  const stage: RealStage = {
    load: async <Module>(file: string) => {
      const exported = (await import(sources.url(file))) as Readonly<Record<string, unknown>>;
      return required({ [file]: exported }, file) as Module;
    },
    folder,
    slowFile: files.open,
    blockingCall: (call) => {
      const found = sync.calls[call - 1];
      const location = sources.locate(found?.stack);
      return found && { name: found.name, ...(location && { location }) };
    },
    meter: (gather, failAt) => {
      const meter = openMeter(gather, failAt);
      meters.push(meter);
      void giveUpWhenNobodyComes(meter, census, stop.signal);
      return meter;
    },
    threads: async () => {
      for (let turn = 0; turn < farewellTurns && census.counts().alive > 0; turn += 1) await wait(turnMs);
      return census.counts();
    },
    cpu,
    figure: (line) => void figures.push(line),
  };

  const ended = scenario.run(stage).then(
    (outcome: Json) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  // The loop has run empty while the scenario still waits; handles of ours don't count (unref).
  const quiet = once(process, 'beforeExit').then(() => ({ fault: neverSettles }));
  const end = await Promise.race([ended, quiet, loose.first.then(({ error }) => ({ error }))]);
  stop.abort();
  files.close();
  rmSync(folder, { recursive: true, force: true });
  const [first] = loose.seen;
  if (first) return { fault: looseFault(first, sources), figures };
  if ('error' in end) return { fault: thrownFault(end.error, sources), figures };
  return { ...end, figures };
}

/** Measured in turns of the loop, which slow down with the machine, and not before all threads run. */
async function giveUpWhenNobodyComes(meter: OwnedMeter, census: ThreadCensus, signal: AbortSignal): Promise<void> {
  let last = -1;
  for (let idle = 0; idle < patienceTurns && !signal.aborted; idle += 1) {
    await wait(turnMs, undefined, { ref: false });
    const now = meter.arrivals();
    if (now !== last || census.starting() > 0) idle = 0;
    last = now;
  }
  meter.giveUp();
}

function looseFault({ kind, error }: LooseError, sources: LearnerSources): Fault {
  const location = sources.locate(stackOf(error));
  const [faultKind, message] = {
    rejection: ['unhandled', `A promise was rejected and nobody handled it: ${textOf(error)}`],
    exception: ['unhandled', `An error came where nobody could catch it: ${textOf(error)}`],
    exit: ['crash', `Your code called ${textOf(error)}.`],
  }[kind] as [Fault['kind'], string];
  return { kind: faultKind, message, why: 'This ends the whole program.', ...(location && { location }) };
}

function thrownFault(error: unknown, sources: LearnerSources): Fault {
  if (error instanceof MissingExport) return error.fault;
  const location = sources.locate(stackOf(error));
  return { kind: 'crash', message: `Your code threw: ${textOf(error)}`, ...(location && { location }) };
}

const neverSettles: Fault = {
  kind: 'stuck',
  message: 'The promise that your code returned never settles.',
  why: 'Nothing is left that could settle it: no timer, no open file, no running worker.',
};

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined);

/** First line only, and short: an error's text may be a whole file. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
