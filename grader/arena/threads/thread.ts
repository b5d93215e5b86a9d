import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { required } from '../common/missing-export.ts';
import { Program, type Modules } from '../common/program.ts';
import { crash, toldTooMuch, unusable } from '../common/faults.ts';
import { asJson, errorOf, isOurs } from '../common/codec.ts';
import { Baton } from './baton/baton.ts';
import { Chronicler } from './block/chronicle.ts';
import { Control } from './block/control.ts';
import { importScenario } from './scenario/import-scenario.ts';
import { SharedMemory } from './scenario/memory.ts';
import type { Notice, Setup, ThreadData } from './pool/messages.ts';
import { systemThread } from './pool/one-core.ts';
import { Realm } from './realm/realm.ts';
import type { Opened } from './scenario/scenario.ts';
import { settled, turn } from './settled.ts';
import { RunOver, Turns } from './baton/turns.ts';

/** Entry of each thread that runs the learner's code: the thread takes part in run after run until its pool ends it. */

type Prepared = {
  readonly program: Program;
  readonly name: string;
  readonly opened: Opened;
  readonly memory: SharedMemory;
};

// Node's warnings, in one run of thousands, are not what the learner's code printed.
process.removeAllListeners('warning');

const { control: block, lane, calls } = workerData as ThreadData;
const control = new Control(block);
const turns = new Turns(control, lane, calls);
const baton = new Baton(control, turns);
const realm = new Realm(baton, {
  program: () => prepared().program,
  listening: () => control.detail !== 'nothing',
});
let current: Prepared | undefined;
/** Up to this many operations of a run, the threads report all that they know after each. */
const oftenTold = 500;

try {
  for (;;) {
    turns.awaitCall();
    if (control.state(lane) === 'unstarted') await prepare();
    else await takePart();
  }
} catch (error) {
  say({ say: 'broken', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

function say(notice: Notice): void {
  parentPort?.postMessage(notice);
}

function prepared(): Prepared {
  if (current === undefined) throw new Error('Expected a scenario before the first run');
  return current;
}

async function prepare(): Promise<void> {
  const received = parentPort && receiveMessageOnPort(parentPort);
  if (!received) throw new Error('Expected a message that names the scenario');
  const { stage, scenario: exported, buffers } = received.message as Setup;
  baton.forget();
  const scenario = await importScenario(stage, exported);
  const memory = new SharedMemory(realm.memory(buffers));
  const opened = scenario.open(memory.layout);
  current = { program: new Program(stage), name: scenario.threads[lane] ?? '', opened, memory };
  say({ say: 'ready', systemThread: systemThread() });
}

async function takePart(): Promise<void> {
  const { program, memory } = prepared();
  const chronicler = new Chronicler(() => control.over);
  realm.enter(chronicler);
  baton.enter({
    did: (entry) => {
      if (control.detail !== 'everything') return;
      const location = program.locate(new Error().stack);
      chronicler.remember({ entry, memory: memory.texts(), ...(location && { location }) });
      // Report now and not only at the end, as the thread may be ended before; if there is much to report, not each
      // time.
      if (entry < oftenTold || entry % 64 === 0) report(chronicler);
    },
    again: () => {
      if (control.detail === 'everything') chronicler.again();
    },
  });
  await runOnce(prepared(), chronicler);
  report(chronicler);
  baton.leave();
}

function report(chronicler: Chronicler): void {
  if (control.reports.write(lane, chronicler.text)) return;
  const short = new Chronicler(() => false);
  short.end({ fault: toldTooMuch(chronicler.text.length) });
  control.reports.write(lane, short.text);
}

function deliver(port: number, message: Buffer): void {
  realm.ports.deliver(port, message);
}

async function runOnce({ program, name, opened }: Prepared, chronicler: Chronicler): Promise<void> {
  const idle = (): void => baton.idle('idle', deliver);
  const fail = (error: unknown, end: () => Parameters<Chronicler['end']>[0]): void => {
    if (!isOurs(error, RunOver)) chronicler.end(end());
  };
  let modules: Modules;
  try {
    modules = (await settled(program.instantiate(realm.builtin), idle)) as Modules;
  } catch (error) {
    fail(error, () => ({ fault: crash('The code, while it was loaded,', error, program) }));
    return;
  }
  let usesCode = false;
  try {
    const result = await settled(
      opened.run(lane, {
        load: <Module>(file: string): Module => {
          usesCode = true;
          return required(modules, file) as Module;
        },
        mark: (label) => {
          baton.step(undefined, () => ({ op: { lane, kind: 'mark', matter: 0 } }));
          chronicler.mark(baton.entries - 1, label);
        },
      }),
      idle,
    );
    if (result !== undefined) chronicler.end({ result: asJson(result) });
    while (realm.ports.listening) {
      baton.idle('serving', deliver);
      await turn();
    }
  } catch (error) {
    fail(error, () => failure(error, { program, name, usesCode }));
  }
}

/**
 * A scenario's function runs the learner's code and ours. It is known to work with the solution, so an error of its own
 * comes from what the code gave it, if it asked for anything.
 */
function failure(
  error: unknown,
  { program, name, usesCode }: { program: Program; name: string; usesCode: boolean },
): Parameters<Chronicler['end']>[0] {
  const fault = crash(name, error, program);
  const thrown = errorOf(error);
  if (thrown === undefined || fault.location || fault.kind === 'missing-export') return { fault };
  return usesCode ? { fault: unusable(error, program) } : { broken: `${thrown.name}: ${thrown.message}` };
}
