import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Json } from '../common/exploration.ts';
import { tooLargeOutcome, unusable } from '../common/faults.ts';
import { plainJson } from '../common/frame-writer.ts';
import type { Measurement } from '../common/frames.ts';
import { realFolder } from '../common/layout.ts';
import type { TimersFirst } from '../common/sleeps.ts';
import type { Fault } from '../../verdict/fault.ts';
import type { EarlyEnd } from './early-end.ts';
import { cannotGoOn, endsEarly, looseFault, neverSettles, thrownFault } from './faults.ts';
import { LearnerSources } from '../common/learner-sources.ts';
import { collectLooseErrors } from './loose-errors.ts';
import { openStage } from './open-stage.ts';
import { watchRaces } from './races/watch.ts';
import type { RealScenario } from './scenario.ts';
import { ours } from './meters/own-timers.ts';

// Captured before the attempt could replace it.
const { setPrototypeOf } = Object;

/** Milliseconds between two looks at whatever is about to happen. */
const turnMs = 10;
/** The most characters of an outcome as JSON, which may record a call for each of many thousand numbers. */
const maxOutcome = 3_000_000;

/**
 * Runs a scenario for real on this thread, the main thread of the arena. This uses up the arena: what it
 * watches stays watched.
 * @param asked where the attempt was staged, which of its timers go off first, and the nonce of the request
 * @param lifeline the arena's second thread, which becomes the witness of the run
 */
export async function measure(
  asked: { readonly stage: string; readonly timersFirst: TimersFirst; readonly nonce: string },
  scenario: RealScenario,
  lifeline: Worker,
): Promise<Measurement> {
  const attempt = join(asked.stage, realFolder);
  const sources = new LearnerSources(attempt);
  // Before the stage begins to count: a message counts without what is added to track races.
  const race = watchRaces(attempt);
  const folder = mkdtempSync(join(tmpdir(), 'racelings-run-'));
  const { stage, seen, earlyEnd, giveUp } = openStage(folder, lifeline, sources, { ...asked, attempt });
  const loose = collectLooseErrors();

  const ended = scenario.run(stage).then(
    (outcome: Json) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  try {
    const end = await Promise.race([
      ended,
      earlyEnd.found.then((letGo) => ({ fault: endsEarly(letGo, sources) })),
      emptyLoop(earlyEnd, giveUp),
      loose.first.then(({ error }) => ({ error })),
    ]);
    removeRunFolder(folder);
    await printed();
    // A race may be the cause of all other faults.
    const raceFound = race();
    if (raceFound) return bare({ fault: raceFound, ...seen() });
    const first = loose.seen[0];
    if (first) return bare({ fault: looseFault(first, sources), ...seen() });
    if ('error' in end) return bare({ fault: thrownFault(end.error, sources), ...seen() });
    return bare({ ...('outcome' in end ? told(end.outcome, sources) : end), ...seen() });
  } catch (error) {
    // Our code here works with every attempt that leaves Node unchanged, so this is the attempt's fault.
    return bare({ fault: faultOf(error, sources), slept: 'no', figures: [] });
  }
}

/** Without a prototype, on which the attempt may have put a `then` that a promise would call. */
const bare = (measurement: Measurement): Measurement => setPrototypeOf(measurement, null) as Measurement;

/** Even what finds the place of the error may fail on what the attempt has changed. */
function faultOf(error: unknown, sources: LearnerSources): Fault {
  try {
    return thrownFault(error, sources);
  } catch {
    return cannotGoOn;
  }
}

/**
 * Removes the folder of the run. A process that the attempt left may still write there; what then cannot be removed
 * goes with the judge's temporary folder.
 */
function removeRunFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // See above.
  }
}

/** Checks the size and depth of an outcome, which may hold anything that the attempt gave back. */
function told(outcome: Json, sources: LearnerSources): { outcome: Json } | { fault: Fault } {
  try {
    return (plainJson(outcome)?.length ?? 0) > maxOutcome ? { fault: tooLargeOutcome(maxOutcome) } : { outcome };
  } catch (error) {
    return { fault: unusable(error, sources) };
  }
}

/** Resolves when all that the attempt printed has left this process, which may be killed once it has answered. */
async function printed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    while (stream.writableLength > 0 && !stream.destroyed) await ours(async () => wait(turnMs));
  }
}

/**
 * Resolves if the loop runs empty while the scenario still waits; handles of ours don't count (unref). Callers that
 * wait at a meter, which is no handle, would then wait for ever, so they are let go first.
 */
async function emptyLoop(earlyEnd: EarlyEnd, giveUp: () => boolean): Promise<{ fault: Fault }> {
  return new Promise((resolve) => {
    process.on('beforeExit', () => {
      if (earlyEnd.atEmptyLoop()) return;
      if (giveUp()) ours(() => setTimeout(() => {}, turnMs));
      else resolve({ fault: neverSettles });
    });
  });
}
