import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instrumentedFile, raceModule } from '../../arena/common/layout.ts';
import { compileModules, compileOwn, type Texts } from './compile.ts';
import { canRace, instrument } from './instrument-accesses.ts';

const runtime = join('grader', 'arena', 'real', 'races', 'staged.ts');

/**
 * Compiles an attempt for real runs, which look for data races if it shares memory between threads.
 * @param root of the clone
 */
export async function compileReal(texts: Texts, given: readonly string[], folder: string, root: string): Promise<void> {
  if (!canRace(texts)) return compileModules(texts, given, folder);
  await Promise.all([
    compileModules(instrument(texts), [...given, raceModule], folder),
    compileOwn(join(root, runtime), join(folder, raceModule)),
  ]);
  await writeFile(join(folder, instrumentedFile), JSON.stringify([...texts.keys()]));
}
