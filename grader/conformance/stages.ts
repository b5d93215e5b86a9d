import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { programFile, scenarioFile } from '../arena/common/layout.ts';

/** Where the tests of a suite are staged, one after the other, as the judge stages attempts. */
export type Stages = {
  /** The instrument's thread, compiled. */
  readonly entry: URL;
  /** An empty folder for anything else. */
  readonly temporary: string;
  /** @param program a script that publishes the test @returns the folder of the stage */
  readonly add: (program: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * @param thread the instrument's thread, relative to `arena/`
 * @param scenario the file in this folder that runs the test
 */
export async function openStages(thread: string, scenario: string): Promise<Stages> {
  const temporary = await mkdtemp(join(tmpdir(), 'conformance-'));
  const entry = join(temporary, 'thread.mjs');
  const bundle = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' } as const;
  await Promise.all([
    build({ ...bundle, entryPoints: [join(import.meta.dirname, '../arena', thread)], outfile: entry }),
    build({
      ...bundle,
      entryPoints: [join(import.meta.dirname, scenario)],
      outfile: join(temporary, scenarioFile),
    }),
  ]);
  let added = 0;
  return {
    entry: pathToFileURL(entry),
    temporary,
    add: async (program) => {
      const stage = join(temporary, `stage-${added++}`);
      await mkdir(stage);
      await copyFile(join(temporary, scenarioFile), join(stage, scenarioFile));
      await writeFile(join(stage, programFile), program);
      return stage;
    },
    close: () => rm(temporary, { recursive: true, force: true }),
  };
}

/** The reason, if a test asked for something that the arena refuses by name. */
export const refusal = (complaint: string): string | undefined =>
  /\S+ is not there in this exercise/.exec(complaint)?.[0].replace(/^/, 'refused: ');

export const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
