import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { CompiledFile } from './compiled-file.ts';
import type { Location } from '../../verdict/location.ts';

/** The most characters of a stack line that names a call; the error's own text, above, may have any length. */
const longestCall = 1000;

/** The learner's modules as staged for a real run, and the way back to their TypeScript. */
export class LearnerSources {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param file such as `config.ts` */
  url(file: string): string {
    return pathToFileURL(join(this.#folder, file.replace(/\.ts$/, '.mjs'))).href;
  }

  /**
   * The innermost place of the learner's own code in an error's stack.
   * @param stack may be anything where the code has set `Error.prepareStackTrace`
   */
  locate(stack: unknown): Location | undefined {
    if (typeof stack !== 'string') return undefined;
    const calls = stack.split('\n').filter((text) => text.length <= longestCall);
    for (const [, name = '', line, column] of calls.join('\n').matchAll(/([^\s(]*\.mjs):(\d+):(\d+)/g)) {
      if (!name.includes('real')) continue;
      const file = name.split(/[\\/]real[\\/]/).at(-1) ?? '';
      const place = new CompiledFile(join(this.#folder, file)).placeOf(Number(line), Number(column));
      if (place) return place;
    }
    return undefined;
  }
}
