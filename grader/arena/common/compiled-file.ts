import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { Location } from '../../verdict/location.ts';

// Captured before the learner's code could replace it.
const { parse } = JSON;

/** What joins the learner's files into one script; theirs have the namespace before the name. */
const joining = /^(?:.*\/)?(?:entry\.ts|<define:.*>)$/;

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
    const { originalSource: source, originalLine } = entry;
    if (joining.test(source)) return undefined;
    // Esbuild writes the namespace of a virtual file before its name.
    return { file: source.replace(/^.*attempt:/, ''), line: originalLine + 1 };
  }
}
