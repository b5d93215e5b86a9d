import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CompiledFile } from '../arena/common/compiled-file.ts';
import { programFile, realFolder } from '../arena/common/layout.ts';

/*
 * An attempt is judged as compiled copies in temporary folders, and its texts show that: stacks, paths,
 * process ids. The learner knows none of these, and they differ from run to run.
 */

/** A call in a stack: what is called, and where it is. */
const frame = /^\s*at (?:.* \()?(.*?)\)?( \{)?$/;
/** Places in code that is not the learner's. What the kit added to a file has no line there. */
const foreign = /(?:file:|node:|[\\/]|\.m?js:).*?:\d+$|\.ts$/;
/** Longest stack frame, in characters: a flood of output is not searched for longer ones. */
const longestFrame = 1000;
const ourFolders = /(?:[\\/]racelings-(?:\w+-)?\w{6}(?!\w))+/;

/**
 * @param stage folder of the staged attempt
 * @returns a function that rewrites a text by the attempt, or about it, in terms of the learner's own files: places
 * point into them, stacks lose the calls of the kit and of Node, and temporary names go
 */
export function asWritten(stage: string): (text: string) => string {
  const staged = anyOf(namesOf(stage));
  const folder = `(?:${staged})[\\\\/]${realFolder}`;
  const real = new RegExp(`${folder}[\\\\/]([\\w.\\\\/-]+?)\\.mjs(?::(\\d+)(?::(\\d+))?)?`, 'g');
  const program = new RegExp(`\\b${programFile.replace('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  const temporary = new RegExp(
    `${folder}|(?:${anyOf(namesOf(tmpdir()))}|(?<![^\\s'"()])[^\\s'"()]*)${ourFolders.source}`,
    'g',
  );

  const compiledFiles = new Map<string, CompiledFile>();
  const place = (compiled: string, line?: string, column?: string): string | undefined => {
    if (line === undefined) return undefined;
    const file = compiledFiles.get(compiled) ?? new CompiledFile(join(stage, compiled));
    compiledFiles.set(compiled, file);
    const found = file.placeOf(Number(line), column === undefined ? undefined : Number(column));
    return found && `${found.file}:${found.line}`;
  };
  const translated = (text: string): string =>
    text
      .replace(real, (_, name: string, line?: string, column?: string) => {
        return place(join(realFolder, `${name}.mjs`), line, column) ?? `${name}.ts`;
      })
      .replace(program, (written, line: string, column: string) => place(programFile, line, column) ?? written)
      .replace(temporary, '.')
      .replace(/^\(node:\d+\) /, '(node) ');

  return (text) => {
    const lines: string[] = [];
    for (const line of text.split('\n')) {
      const own = translated(line);
      const [, location, opened] = (own.length <= longestFrame && frame.exec(own)) || [];
      if (location === undefined || !foreign.test(location)) lines.push(own);
      // The error's properties follow.
      else if (opened !== undefined) lines.push(`${lines.pop() ?? ''}${opened}`);
    }
    return lines.join('\n');
  };
}

/** A folder as a path and as a URL; Node resolves links on the way to a module. */
function namesOf(folder: string): readonly string[] {
  const paths = new Set([folder, existsSync(folder) ? realpathSync(folder) : folder]);
  return [...paths].flatMap((path) => [pathToFileURL(path).href, path]);
}

const anyOf = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
