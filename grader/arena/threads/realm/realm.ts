import { chance } from '../../../explore/chance.ts';
import { isOurs } from '../../common/codec.ts';
import type { Builtins, Program } from '../../common/program.ts';
import { crash, exited, unhandled } from '../../common/faults.ts';
import { programFile } from '../../common/layout.ts';
import { Leavings } from '../../common/lockdown/leavings.ts';
import { lockDown } from '../../common/lockdown/lockdown.ts';
import { Polyfills } from '../../common/lockdown/polyfills.ts';
import { hideOwnFrames } from '../../common/lockdown/stacks.ts';
import type { Baton } from '../baton/baton.ts';
import { threadBuiltins } from './builtins.ts';
import { Chronicler } from '../block/chronicle.ts';
import { replaceComparisons } from './comparisons.ts';
import { replaceDataView } from './data-views.ts';
import { gatedAtomics } from './gated-atomics.ts';
import type { MemorySource } from '../scenario/memory.ts';
import { MessageCodec } from './message-codec.ts';
import { replaceNativeReaders } from './native-readers.ts';
import { ExploredPort, Ports } from './ports.ts';
import { SharedArrays } from './shared-arrays.ts';
import { replaceSharedArrayBuffer } from './shared-buffers.ts';
import { replaceGlobals } from './surroundings.ts';
import { RunOver } from '../baton/turns.ts';
import { replaceTypedArrays } from './typed-arrays.ts';

/** Buffers that the code of thread n makes have numbers from n + 1 times this. */
const ownBuffers = 1000;

/** What the learner's code finds in place of Node's globals and modules in an explored thread. */
export class Realm {
  readonly builtin: Builtins;
  readonly ports: Ports;
  readonly #arrays: SharedArrays;
  readonly #leavings: Leavings;
  readonly #program: () => Program;
  #chronicler = new Chronicler(() => true);
  #looksAtClock = 0;
  #draws = 0;
  #buffers = 0;

  /**
   * Replaces the thread's globals, and locks them down: create one realm, before any learner code is loaded.
   * @param options.program returns the program that runs; called when something has gone wrong
   * @param options.listening whether what is printed is kept
   */
  constructor(baton: Baton, { program, listening }: { program: () => Program; listening: () => boolean }) {
    this.#program = program;
    this.#arrays = new SharedArrays(baton);
    this.ports = new Ports(baton, new MessageCodec(this.#arrays));
    const realProcess = process;
    realProcess.on('unhandledRejection', (reason) => {
      if (!isOurs(reason, RunOver)) this.#chronicler.end({ fault: unhandled(reason, program()) });
    });
    realProcess.on('uncaughtException', (error) => {
      if (!isOurs(error, RunOver)) this.#chronicler.end({ fault: crash('A callback', error, program()) });
    });
    const globals = replaceGlobals({
      now: () => this.#looksAtClock++,
      random: () => chance(baton.lane, this.#draws++),
      run: () => this.#chronicler,
      hears: listening,
      print: (text) => {
        if (listening()) this.#chronicler.print(baton.entries, text);
      },
      exit: (call) => {
        // Recorded here because the code may catch the error.
        this.#chronicler.end({ fault: exited(call, program()) });
        throw new Error(`${call} was called`);
      },
    });
    Object.defineProperty(globalThis, 'Atomics', { value: gatedAtomics(baton, this.#arrays) });
    replaceTypedArrays(this.#arrays);
    replaceDataView(this.#arrays);
    replaceNativeReaders(this.#arrays);
    replaceSharedArrayBuffer(this.#arrays, () => ownBuffers * (baton.lane + 1) + this.#buffers++);
    const { builtin, modules } = threadBuiltins(baton.lane, globals, replaceComparisons(this.#arrays));
    this.builtin = builtin;
    // Memory shared by all buffers would give access to those of another run, and of the kit.
    Buffer.poolSize = 0;
    hideOwnFrames((file) => file !== programFile && !file.startsWith('node:'));
    const roots = [...modules, builtin, ExploredPort];
    this.#leavings = new Leavings(lockDown({ roots, except: [realProcess], later: Polyfills.holders }));
  }

  /** Enters a run, which `chronicler` writes down. */
  enter(chronicler: Chronicler): void {
    this.#chronicler = chronicler;
    this.#looksAtClock = 0;
    this.#draws = 0;
    this.#buffers = 0;
    this.#arrays.growables.restart();
    this.#leavings.expect(this.#program().text);
    this.#leavings.clear();
    this.ports.reset();
  }

  /** The scenario's memory as this thread sees it. */
  memory(buffers: readonly SharedArrayBuffer[]): MemorySource {
    return {
      buffer: (number) => {
        const buffer = buffers[number];
        if (buffer === undefined) throw new Error('Expected the memory to be laid out alike in all threads');
        this.#arrays.share(buffer, number);
        return buffer;
      },
      port: (number) => this.ports.port(number),
      growable: (...growable) => this.#arrays.growables.adopt(...growable),
      array: (array) => this.#arrays.wrap(array),
    };
  }
}
