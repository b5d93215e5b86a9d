import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { Location } from '../../verdict/location.ts';
import { CompiledFile } from './compiled-file.ts';
import { programFile } from './layout.ts';

/** What the learner's files export, by file name. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Gives the learner's code one of Node's modules, or throws to refuse it by name. */
export type Builtins = (name: string) => unknown;

type Body = (publish: (modules: Modules) => void, builtin: Builtins) => Promise<void>;

/**
 * The learner's files as one function: calling it makes all of their modules anew, so every
 * schedule starts from fresh module state (a call costs 0.1 µs; a re-import 800 µs, and leaks).
 */
export class Program {
  /** Its JavaScript. */
  readonly text: string;
  readonly #body: Body;
  readonly #compiled: CompiledFile;

  /** @param folder where the judge staged the attempt */
  constructor(folder: string) {
    const file = join(folder, programFile);
    this.text = readFileSync(file, 'utf8');
    // The wrapper shares a line with the code's first, so that the map's line numbers hold.
    const source = `(function (publish, builtin) { 'use strict'; return (async () => { ${this.text}\n})(); })`;
    this.#body = bodyOf(source);
    this.#compiled = new CompiledFile(file);
  }

  /** Runs the learner's modules from the top. Rejects with what they throw on import. */
  async instantiate(builtin: Builtins): Promise<Modules> {
    let modules: Modules = {};
    await this.#body((made) => (modules = made), builtin);
    return modules;
  }

  /** The innermost place of the learner's own code in an error's stack. */
  locate(stack: string | undefined): Location | undefined {
    return stack === undefined ? undefined : locateIn(this.#compiled, stack);
  }
}

/** Like `Program.locate`, for the attempt in a folder, without loading its code. */
export const locateInStage = (folder: string, stack: string): Location | undefined =>
  locateIn(new CompiledFile(join(folder, programFile)), stack);

function locateIn(compiled: CompiledFile, stack: string): Location | undefined {
  for (const [, line, column] of stack.matchAll(/attempt\.js:(\d+)(?::(\d+))?/g)) {
    const place = compiled.placeOf(Number(line), column === undefined ? undefined : Number(column));
    if (place) return place;
  }
  return undefined;
}

/** The learner's code, as far as a run needs it. */
export type Code = Pick<Program, 'instantiate' | 'locate' | 'text'>;

/**
 * The engine may still refuse what was compiled, such as the pattern of a regular expression: that is the learner's
 * error.
 */
function bodyOf(source: string): Body {
  try {
    return new Script(source, { filename: programFile }).runInThisContext() as Body;
  } catch (error) {
    return () => Promise.reject(error);
  }
}
