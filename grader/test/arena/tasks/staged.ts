import { mkdtemp, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { programFile, scenarioFile } from '../../../arena/common/layout.ts';

const tasksFolder = join(import.meta.dirname, '../../../arena/tasks');
const common = { bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent' } as const;

/** Compiles the thread's entry. @param entry another one, that answers the same requests */
export async function threadEntry(folder: string, entry = join(tasksFolder, 'thread.ts')): Promise<URL> {
  const outfile = join(folder, basename(entry, '.ts') + '.mjs');
  await build({ ...common, entryPoints: [entry], outfile, sourcemap: 'inline' });
  return pathToFileURL(outfile);
}

export async function temporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Stages an attempt and its scenarios as the judge does.
 * @param files text by name
 * @param scenarios text of scenarios.ts, where `tasks` is imported already
 */
export async function stageAttempt(
  folder: string,
  files: Readonly<Record<string, string>>,
  scenarios: string,
): Promise<void> {
  const names = Object.keys(files);
  const imports = names.map((name, index) => `import * as m${index} from ${JSON.stringify(`./${name}`)};`);
  const exported = names.map((name, index) => `${JSON.stringify(name)}: m${index}`);
  await Promise.all([
    build({
      ...common,
      stdin: { contents: `${imports.join('\n')}\npublish({ ${exported.join(', ')} });`, sourcefile: 'entry.ts' },
      outfile: join(folder, programFile),
      sourcemap: 'external',
      sourcesContent: false,
      plugins: [attemptFiles(files)],
    }),
    build({
      ...common,
      stdin: {
        contents: `import { tasks } from ${JSON.stringify(join(tasksFolder, 'scenario/scenario.ts'))};\n${scenarios}`,
        resolveDir: tasksFolder,
        loader: 'ts',
      },
      outfile: join(folder, scenarioFile),
    }),
  ]);
}

function attemptFiles(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'attempt-files',
    setup(bundler) {
      bundler.onResolve({ filter: /.*/ }, ({ path }) =>
        builtinModules.includes(path.replace(/^node:/, ''))
          ? { path, namespace: 'builtin' }
          : { path: path.replace('./', ''), namespace: 'attempt' },
      );
      bundler.onLoad({ filter: /.*/, namespace: 'attempt' }, ({ path }) => ({
        contents: files[path] ?? '',
        loader: 'ts',
      }));
      bundler.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
        contents: `module.exports = builtin(${JSON.stringify(path)});`,
      }));
    },
  };
}
