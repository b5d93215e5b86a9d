import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { Location } from '../../verdict/location.ts';

// Captured before the learner's code could replace it.
const { parse } = JSON;

/** A file that was compiled from the learner's TypeScript; it maps places back to the source. */
export class CompiledFile {
  readonly #mapFile: string;
  /** Read at the first lookup: most attempts have no fault to place. */
  #map: SourceMap | undefined;

  /** @param path of the JavaScript; its source map is beside it, unless it is a file of ours */
  constructor(path: string) {
    this.#mapFile = `${path}.map`;
  }

  /**
   * Where the learner wrote that code; `undefined` for what the compiler added or the kit wrote.
   * @param line from 1
   * @param column from 1; without it the last statement of the line counts
   */
  placeOf(line: number, column = Number.MAX_SAFE_INTEGER): Location | undefined {
    if (this.#map === undefined && !existsSync(this.#mapFile)) return undefined;
    this.#map ??= new SourceMap(parse(readFileSync(this.#mapFile, 'utf8')));
    const entry = this.#map.findEntry(line - 1, column - 1);
    if (!('originalSource' in entry)) return undefined;
    // Esbuild writes the namespace of a virtual file before its name. A file without one joins the learner's files.
    const file = /attempt:(.*)$/.exec(entry.originalSource)?.[1];
    return file === undefined ? undefined : { file, line: entry.originalLine + 1 };
  }
}
