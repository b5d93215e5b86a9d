import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckRunner } from './check-runner.ts';
import type { FromHost, ToHost } from './messages.ts';
import { placeRuntime } from './staging/runtime.ts';
import { SpareProcesses } from './spare-processes.ts';

/*
 * The judge's process: attempts come in, verdicts go out, one after another. Learner code is
 * never loaded in it.
 */

/**
 * `mode` is a `JudgeMode`. All temporary files of this process and of those that it starts are in `temporary`: ours,
 * vitest's (which leaves some behind), and those of attempts that were killed before they could tidy up.
 */
const [root = '', mode, temporary = ''] = process.argv.slice(2);
/** One for each case that is waiting or under way. */
const cases = new Map<number, AbortController>();
let current: number | undefined;

Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });

/** A grader that is gone hears nothing: messages still under way must not end us before we have tidied up. */
const say = (message: FromHost): void => void (process.connected && process.send?.(message, () => {}));

/** Holds the compiled runtime and the staged attempts. An earlier host may have left its own. */
const workspace = mkdtempSync(join(temporary, 'racelings-'));
const spares = startSpares();
const runner = openRunner();
let queue: Promise<void> = runner.then(() => {});

/** The first checks' process starts at once, while vitest loads. */
async function startSpares(): Promise<SpareProcesses> {
  await placeRuntime(root, workspace);
  return new SpareProcesses(workspace, (schedules) => {
    if (current !== undefined) say({ say: 'progress', id: current, schedules });
  });
}

async function openRunner(): Promise<CheckRunner> {
  const started = await spares;
  const module = await import('./check-runner.ts');
  return module.CheckRunner.open(root, workspace, started);
}

process.on('message', (message: ToHost) => {
  if (message.say === 'cancel') {
    cases.get(message.id)?.abort();
    return;
  }
  const controller = new AbortController();
  cases.set(message.id, controller);
  queue = queue.then(() => judge(message, controller.signal));
});

async function judge({ id, ...job }: Extract<ToHost, { say: 'judge' }>, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    current = id;
    const verdict = await (await runner).judge(job, signal);
    current = undefined;
    if (!signal.aborted) say({ say: 'verdict', id, verdict });
    if (mode === 'batch') (await runner).warmUp();
    else await (await runner).rehearse(job);
  }
  cases.delete(id);
}

async function end(): Promise<void> {
  // Vitest throws for a worker that ends before it has said that it started: nothing may keep us from tidying up.
  process.on('uncaughtException', () => {});
  await spares.then(async (started) => started.close()).catch(() => {});
  await runner.then(async (opened) => opened.close()).catch(() => {});
  rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  // oxlint-disable-next-line unicorn/no-process-exit -- vitest's server keeps the process alive
  process.exit();
}

// The channel closes when the grader ends us, or dies, which may have happened while this file was loading. Ctrl-C
// reaches the whole terminal group, but the grader decides what it means.
process.on('SIGINT', () => {});
process.once('disconnect', () => void end());
if (!process.connected) void end();
