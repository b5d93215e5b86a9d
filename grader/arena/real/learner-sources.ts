import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Location } from '../../explore/timeline.ts';

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

  /** The innermost place of the learner's own code in an error's stack. */
  locate(stack: string | undefined): Location | undefined {
    for (const [, name = '', line, column] of (stack ?? '').matchAll(/([^\s(]*\.mjs):(\d+):(\d+)/g)) {
      const file = name.split(/[\\/]real[\\/]/).at(-1) ?? '';
      const map = join(this.#folder, `${file}.map`);
      if (!name.includes('real') || !existsSync(map)) continue;
      const entry = new SourceMap(JSON.parse(readFileSync(map, 'utf8'))).findEntry(Number(line) - 1, Number(column) - 1);
      if ('originalSource' in entry) {
        return { file: entry.originalSource.replace(/^.*attempt:/, ''), line: entry.originalLine + 1 };
      }
    }
    return undefined;
  }
}
