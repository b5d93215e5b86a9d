/*
 * Racelings runs from plain JavaScript that is compiled once and kept beside the packages: a command then needs neither
 * a compiler nor a loader to start. This file is plain JavaScript itself, as nothing is compiled before it runs.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What the judge's processes run, bundled whole: an arena finds no packages where it is. */
const runtime = {
  arena: 'grader/arena/main.ts',
  'tasks-thread': 'grader/arena/tasks/thread.ts',
  'threads-thread': 'grader/arena/threads/thread.ts',
  'program-process': 'grader/arena/real/programs/program-process.ts',
  lifeline: 'grader/arena/lifeline.ts',
  warm: 'grader/harness/warm.ts',
};

/** What workers and children of the attempt load before their own code; CommonJS loads soonest. */
const preloads = {
  'thread-preload': 'grader/arena/real/thread-preload.ts',
  'child-preload': 'grader/arena/real/child-preload.ts',
};

const kit = { main: 'grader/main.ts', host: 'grader/judge/host.ts' };

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'silent' };
const modules = { ...common, format: 'esm', splitting: true, outExtension: { '.js': '.mjs' } };

const entriesOf = (root, entries) => Object.entries(entries).map(([out, entry]) => ({ in: join(root, entry), out }));

const bundleRuntime = async (root, folder) => {
  const { build } = await import('esbuild');
  await Promise.all([
    build({ ...modules, entryPoints: entriesOf(root, runtime), outdir: folder }),
    build({
      ...common,
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      entryPoints: entriesOf(root, preloads),
      outdir: folder,
    }),
  ]);
};

/** Where these sources are compiled already, so that tests do not compile them again and again. */
const { RACELINGS_COMPILED: compiled } = process.env;

export const compileRuntime = async (root, folder) => {
  if (compiled === undefined) await bundleRuntime(root, folder);
  else cpSync(join(compiled, 'runtime'), folder, { recursive: true });
};

/** Scripts for pages, each in one piece. */
const browser = { report: 'grader/web/browser/report.ts', page: 'grader/web/browser/page.ts' };

export const compileBrowser = async (root, name) => {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, browser[name])],
    bundle: true,
    format: 'iife',
    minify: true,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles[0].text;
};

/** Folders below `grader/` that are not compiled. */
const left = new Set(['exercises', 'test', 'bench', 'conformance', 'template']);

const sourcesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return left.has(entry.name) ? [] : sourcesIn(path);
      return /\.m?ts$|\.[cm]js$/.test(entry.name) ? [path] : [];
    });

/** A key that is the same for the same sources and packages, wherever the clone is. */
const keyOf = (root) => {
  const hash = createHash('sha256');
  for (const path of [join(root, 'package.json'), ...sourcesIn(join(root, 'grader'))]) {
    const text = readFileSync(path);
    hash.update(`${path.slice(root.length).replaceAll('\\', '/')}\n${text.length}\n`).update(text);
  }
  return hash.digest('hex').slice(0, 32);
};

const unusedMs = 7 * 24 * 60 * 60 * 1000;

/** Removes what was compiled from older sources. A grader that has run for that long would miss its files. */
const removeUnused = (cache) => {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > unusedMs) rmSync(path, { recursive: true, force: true });
  }
};

const isWhole = (folder) => existsSync(join(folder, 'main.mjs'));

/** Another process may have been faster, and may already run from the folder: then leave that alone. */
const putInPlace = (draft, folder) => {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (isWhole(folder)) return;
    if (!existsSync(folder)) throw error;
    // Somebody has removed a part of the folder.
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
};

export const compiledKit = async (root) => {
  const cache = join(root, 'node_modules', '.cache', 'racelings');
  const folder = join(cache, keyOf(root));
  if (isWhole(folder)) {
    try {
      utimesSync(folder, new Date(), new Date());
    } catch {
      // Where nothing may be written, nothing is removed either.
    }
    return folder;
  }
  // Made under another name, so that other processes see all of it or none.
  const draft = `${folder}.${randomUUID()}`;
  try {
    // Esbuild may be of another system, which the doctor reports: it must get as far as that.
    const { build } = await import('esbuild');
    mkdirSync(draft, { recursive: true });
    await Promise.all([
      build({
        ...modules,
        entryPoints: entriesOf(root, kit),
        outdir: draft,
        packages: 'external',
        sourcemap: true,
      }),
      bundleRuntime(root, join(draft, 'runtime')),
      ...Object.keys(browser).map(async (name) => {
        const code = await compileBrowser(root, name);
        mkdirSync(join(draft, 'browser'), { recursive: true });
        writeFileSync(join(draft, 'browser', `${name}.js`), code);
      }),
    ]);
    putInPlace(draft, folder);
    removeUnused(cache);
    return folder;
  } catch {
    return isWhole(folder) ? folder : undefined;
  } finally {
    try {
      rmSync(draft, { recursive: true, force: true });
    } catch {
      // A draft that can't be removed now goes when it is old.
    }
  }
};
