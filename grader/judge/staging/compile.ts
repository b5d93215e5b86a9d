import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { programFile } from '../../arena/common/layout.ts';

/** Texts of TypeScript files by name, as they were read. */
export type Texts = ReadonlyMap<string, string>;

const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));

export const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'silent',
  write: true,
  // The learner's tsconfig must not decide how their code is judged.
  tsconfigRaw: '{"compilerOptions":{"target":"es2022","useDefineForClassFields":true}}',
} as const;

/** Bundles a file of ours with all that it imports. */
export async function compileOwn(entry: string, outfile: string, format: 'esm' | 'cjs' = 'esm'): Promise<void> {
  await build({ ...common, format, entryPoints: [entry], outfile });
}

/** What a joined script finds in `import.meta`. */
const place = { dirname: '/attempt', filename: '/attempt/index.ts', url: 'file:///attempt/index.ts' };

/** Joins the learner's files into one script that publishes what each of them exports. */
export async function compileProgram(texts: Texts, folder: string): Promise<void> {
  const names = [...texts.keys()];
  const imports = names.map((name, index) => `import * as m${index} from ${JSON.stringify(`./${name}`)};`);
  const exported = names.map((name, index) => `${JSON.stringify(name)}: m${index}`);
  await build({
    ...common,
    stdin: { contents: `${imports.join('\n')}\npublish({ ${exported.join(', ')} });`, sourcefile: 'entry.ts' },
    outfile: join(folder, programFile),
    sourcemap: 'external',
    sourcesContent: false,
    define: { 'import.meta': JSON.stringify(place) },
    plugins: [attemptFiles(texts), passedBuiltins],
  });
}

/** What a module is told of its own place: the file that the learner wrote, beside the compiled one. */
const ownPlace = {
  banner: {
    js: `const racelings = { url: import.meta.url.replace(/mjs$/, 'ts'), filename: import.meta.filename.replace(/mjs$/, 'ts') };`,
  },
  define: { 'import.meta.url': 'racelings.url', 'import.meta.filename': 'racelings.filename' },
};

/**
 * Compiles each file to a module of its own, importing its siblings as compiled files.
 * @param given further siblings, which are compiled elsewhere
 */
export async function compileModules(texts: Texts, given: readonly string[], folder: string): Promise<void> {
  await build({
    ...common,
    ...ownPlace,
    entryPoints: [...texts.keys()].map((name) => ({ in: `./${name}`, out: name.replace(/\.ts$/, '') })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'external',
    sourcesContent: false,
    plugins: [siblingModules(texts, given)],
  });
}

/** The learner's modules joined into one script, from memory. */
function attemptFiles(texts: Texts): Plugin {
  return {
    name: 'attempt-files',
    setup(bundle) {
      bundle.onResolve({ filter: /.*/ }, ({ path, importer, namespace }) => {
        if (builtins.has(path)) return { path, namespace: 'builtin' };
        return resolveSibling([...texts.keys()], path, namespace === 'attempt' ? importer : '');
      });
      bundle.onLoad({ filter: /.*/, namespace: 'attempt' }, ({ path }) => ({
        contents: texts.get(path) ?? '',
        loader: 'ts',
      }));
    },
  };
}

/** Node's modules come from the arena, which may refuse one by name. */
const passedBuiltins: Plugin = {
  name: 'passed-builtins',
  setup(bundle) {
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = builtin(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/** Each of the learner's modules by itself, importing its siblings as compiled files. */
function siblingModules(texts: Texts, given: readonly string[]): Plugin {
  const names = [...texts.keys(), ...given];
  return {
    name: 'sibling-modules',
    setup(bundle) {
      bundle.onResolve({ filter: /.*/ }, ({ path, importer, kind, namespace }) => {
        if (builtins.has(path)) return { path, external: true };
        const sibling = resolveSibling(names, path, namespace === 'attempt' ? importer : '');
        if (kind === 'entry-point' || 'errors' in sibling) return sibling;
        const relative = posix.relative(posix.dirname(importer), compiledName(sibling.path));
        return { path: relative.startsWith('.') ? relative : `./${relative}`, external: true };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'attempt' }, ({ path }) => ({
        contents: texts.get(path) ?? '',
        loader: 'ts',
      }));
    },
  };
}

type Sibling = { path: string; namespace: 'attempt' } | { errors: { text: string }[] };

function resolveSibling(names: readonly string[], path: string, importer: string): Sibling {
  const target = posix.join(posix.dirname(importer), path);
  const found = [target, `${target}.ts`, target.replace(/\.js$/, '.ts')].find((name) => names.includes(name));
  if (found !== undefined) return { path: found, namespace: 'attempt' };
  const own = names.join(', ');
  const text = path.startsWith('.')
    ? `"${path}" is not one of this exercise's files (${own}).`
    : `"${path}" can't be imported: only Node's own modules and this exercise's files (${own}) are there.`;
  return { errors: [{ text }] };
}

/** `worker.ts` → `worker.mjs` */
export function compiledName(name: string): string {
  return name.replace(/\.ts$/, '.mjs');
}
