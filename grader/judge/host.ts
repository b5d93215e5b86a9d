import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Court } from './court.ts';
import type { FromHost, ToHost } from './messages.ts';

/*
 * The judge's process: attempts come in, verdicts go out, one after another. Learner code is
 * never loaded in it.
 */

const [root = process.cwd()] = process.argv.slice(2);
/** One for each case that is waiting or under way. */
const cases = new Map<number, AbortController>();
let current: number | undefined;

/**
 * All temporary files below this process: ours, vitest's (which leaves some behind), and those of
 * attempts that were killed before they could tidy up.
 */
const temporary = mkdtempSync(join(tmpdir(), 'racelings-'));
Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });

const say = (message: FromHost): void => void process.send?.(message);

const court = Court.open(root, (schedules) => {
  if (current !== undefined) say({ say: 'progress', id: current, schedules });
});

let queue: Promise<void> = court.then(() => {});

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
    const verdict = await (await court).judge(job, signal);
    current = undefined;
    if (!signal.aborted) say({ say: 'verdict', id, verdict });
    await (await court).warmUp(job);
  }
  cases.delete(id);
}

async function end(): Promise<void> {
  await court.then((opened) => opened.close()).catch(() => {});
  rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  // oxlint-disable-next-line unicorn/no-process-exit -- vitest's server keeps the process alive
  process.exit();
}

// The grader closes the channel to end us, and so does its death; it may have done so while this
// file was loading. Ctrl-C reaches the whole terminal group, and is the grader's to decide about.
process.on('SIGINT', () => {});
process.once('disconnect', () => void end());
if (!process.connected) void end();
