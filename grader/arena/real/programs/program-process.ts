import { syncBuiltinESMExports } from 'node:module';
import { inheritedChannel } from '../meters/channel.ts';
import { repeatChance } from './chance.ts';
import { gateFiles } from './gated-files.ts';
import { gateProcesses } from './gated-processes.ts';
import { endOf } from './numbers.ts';
import { Steps } from './steps.ts';
import { stopTime } from './stopped-time.ts';
import { watchTraces } from './traces.ts';
import { UnderWay } from './under-way.ts';
import { refuseUnseen } from './unseen.ts';

/*
 * A process that runs the learner's programs one after the other. It waits in a blocking read to be told which one,
 * so that a run need not wait for a process to start. If a program leaves traces, the process ends with that program.
 */

const channel = inheritedChannel();
if (!channel) throw new Error('Expected to be started by the arena');
const steps = new Steps(channel);
let assignment = steps.begin();
const time = stopTime();
const resetChance = repeatChance();
const resetFiles = gateFiles(steps, new UnderWay(time.pauses), assignment.folder);
gateProcesses(steps, () => assignment);
refuseUnseen();
for (const stream of [process.stdout, process.stderr]) capture(stream);
syncBuiltinESMExports();

let settled = false;
process.on('beforeExit', next);
const hasTraces = watchTraces();
void run();

async function run(): Promise<void> {
  const { url, args, folder, now, number } = assignment;
  process.chdir(folder);
  process.argv.splice(1, process.argv.length, url, ...args);
  time.reset(now);
  resetChance(number);
  resetFiles();
  settled = false;
  // What a program throws ends the process, as it would otherwise.
  await import(url);
  settled = true;
}

/** The event loop has run empty: the program is done. */
function next(): void {
  // Node's code for an await that never ends.
  if (!settled) process.exitCode = 13;
  if (hasTraces()) return;
  steps.take(endOf(assignment.number), () => {});
  assignment = steps.begin();
  void run();
}

/** Output travels with the questions, so it arrives before the next question is heard. */
function capture(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
    steps.print(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    const done = rest.find((each) => typeof each === 'function');
    if (done) queueMicrotask(done as () => void);
    return true;
  };
}
