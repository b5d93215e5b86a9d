import { chance } from '../../../explore/chance.ts';
import type { Builtins, Program } from '../../common/program.ts';
import { crash, exited, unhandled } from '../../common/faults.ts';
import { freshGlobals } from '../../common/fresh-globals.ts';
import type { Baton } from '../baton/baton.ts';
import { threadBuiltins } from './builtins.ts';
import { Chronicler } from '../block/chronicle.ts';
import { replaceDataView } from './data-views.ts';
import { gatedAtomics } from './gated-atomics.ts';
import type { MemorySource } from '../scenario/memory.ts';
import { MessageCodec } from './message-codec.ts';
import { replaceNativeReaders } from './native-readers.ts';
import { Ports } from './ports.ts';
import { SharedArrays } from './shared-arrays.ts';
import { replaceSharedArrayBuffer } from './shared-buffers.ts';
import { replaceGlobals } from './surroundings.ts';
import { RunOver } from '../baton/turns.ts';
import { replaceTypedArrays } from './typed-arrays.ts';

/** Buffers that the code of thread n makes have numbers from n + 1 times this. */
const ownBuffers = 1000;

/** Without one of these in its text, strict code leaves nothing behind in what all runs share, and a look costs time. */
const leavings =
  /\b(?:global|globalThis|process|console|eval|Function|constructor|Reflect)\b|\bprototype\b(?!\.hasOwnProperty)|\b[A-Z]\w*(?:\.\w+|\[[^\]]*\])+\s*[^\s\w]{0,3}=(?!=)/;

/** What the learner's code finds in place of Node's globals and modules in an explored thread. */
export class Realm {
  readonly builtin: Builtins;
  readonly ports: Ports;
  readonly #arrays: SharedArrays;
  /** Takes away what the code of the last run left behind. */
  readonly #restoreGlobals: () => void;
  #chronicler = new Chronicler(() => true);
  #looksAtClock = 0;
  #draws = 0;
  #buffers = 0;

  /**
   * Replaces the thread's globals: to be made once, before any of the learner's code is loaded.
   * @param options.program whose code runs, asked when something has gone wrong
   * @param options.listening whether anybody hears what is printed
   */
  constructor(baton: Baton, { program, listening }: { program: () => Program; listening: () => boolean }) {
    this.#arrays = new SharedArrays(baton);
    this.ports = new Ports(baton, new MessageCodec(this.#arrays));
    process.on('unhandledRejection', (reason) => {
      if (!(reason instanceof RunOver)) this.#chronicler.end({ fault: unhandled(reason, program()) });
    });
    process.on('uncaughtException', (error) => {
      if (!(error instanceof RunOver)) this.#chronicler.end({ fault: crash('A callback', error, program()) });
    });
    const globals = replaceGlobals({
      now: () => this.#looksAtClock++,
      random: () => chance(baton.lane, this.#draws++),
      print: (text) => {
        if (listening()) this.#chronicler.print(baton.entries, text);
      },
      exit: (call) => {
        // Noted here, for the code may catch what is thrown.
        this.#chronicler.end({ fault: exited(call, program()) });
        throw new Error(`${call} was called`);
      },
    });
    Object.defineProperty(globalThis, 'Atomics', { value: gatedAtomics(baton, this.#arrays) });
    replaceTypedArrays(this.#arrays);
    replaceDataView(this.#arrays);
    replaceNativeReaders(this.#arrays);
    replaceSharedArrayBuffer(this.#arrays, () => ownBuffers * (baton.lane + 1) + this.#buffers++);
    this.builtin = threadBuiltins(baton.lane, globals);
    const { process: ownProcess, console: ownConsole, crypto: ownCrypto } = globals;
    const freshen = freshGlobals([ownProcess, ownProcess.env, ownConsole, ownCrypto]);
    let text = '';
    let leaves = false;
    this.#restoreGlobals = () => {
      const now = program().text;
      if (now !== text) leaves = leavings.test(now);
      text = now;
      if (leaves) freshen(now);
    };
  }

  /** A run begins, and is to be told there. */
  enter(chronicler: Chronicler): void {
    this.#chronicler = chronicler;
    this.#looksAtClock = 0;
    this.#draws = 0;
    this.#buffers = 0;
    this.#arrays.growables.restart();
    this.#restoreGlobals();
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
