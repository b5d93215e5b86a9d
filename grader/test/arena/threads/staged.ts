import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { programFile, scenarioFile } from '../../../arena/common/layout.ts';
import { ThreadPool } from '../../../arena/threads/pool/thread-pool.ts';

const fixture = join(import.meta.dirname, 'fixture');

/** An attempt and scenarios, built as the judge builds them, and a pool to run them. */
export class Staged implements AsyncDisposable {
  readonly stage: string;
  readonly pool: ThreadPool;

  private constructor(stage: string) {
    this.stage = stage;
    this.pool = new ThreadPool(pathToFileURL(join(stage, 'thread.mjs')));
  }

  /**
   * @param made scenarios that a function of the fixture makes: the name of each, and the call
   * @param folder with `attempt/` and `scenarios.ts`
   */
  static async build(made: Readonly<Record<string, string>> = {}, folder = fixture): Promise<Staged> {
    const stage = await mkdtemp(join(tmpdir(), 'racelings-threads-'));
    const common = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' } as const;
    const names = await readdir(join(folder, 'attempt'));
    const imports = names.map((name, index) => `import * as m${index} from './${name}';`);
    const modules = names.map((name, index) => `'${name}': m${index}`);
    await Promise.all([
      build({
        ...common,
        stdin: {
          contents: `${imports.join('\n')}\npublish({ ${modules.join(', ')} });`,
          resolveDir: join(folder, 'attempt'),
        },
        sourcemap: 'external',
        plugins: [passedBuiltins],
        outfile: join(stage, programFile),
      }),
      build({
        ...common,
        stdin: { contents: scenarios(made), resolveDir: folder },
        outfile: join(stage, scenarioFile),
      }),
      build({
        ...common,
        entryPoints: [join(import.meta.dirname, '../../../arena/threads/thread.ts')],
        outfile: join(stage, 'thread.mjs'),
      }),
    ]);
    await nameSources(join(stage, `${programFile}.map`));
    return new Staged(stage);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool.close();
    await rm(this.stage, { recursive: true });
  }
}

/** The learner's files have no folder where they are told of. */
async function nameSources(file: string): Promise<void> {
  const map = JSON.parse(await readFile(file, 'utf8')) as { readonly sources: readonly string[] };
  await writeFile(
    file,
    JSON.stringify({ ...map, sources: map.sources.map((source) => `attempt:${basename(source)}`) }),
  );
}

function scenarios(made: Readonly<Record<string, string>>): string {
  const each = Object.entries(made).map(([name, call]) => `export const ${name} = ${call};`);
  return ["export * from './scenarios.ts';", "import * as fixture from './scenarios.ts';", ...each].join('\n');
}

const passedBuiltins: Plugin = {
  name: 'passed-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = builtin(${JSON.stringify(path)});`,
    }));
  },
};
