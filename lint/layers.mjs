import { dirname, join, normalize, relative } from 'node:path';

/** Folders of `grader/`, and what each may know. Imports go downwards only: see docs/architecture.md. */
const mayImport = {
  cli: ['web', 'watch', 'drive', 'costs', 'author', 'class', 'judge', 'report', 'course', 'isolation', 'verdict'],
  web: ['watch', 'drive', 'report', 'course', 'verdict'],
  watch: ['drive', 'costs', 'judge', 'report', 'course', 'verdict'],
  drive: ['judge', 'report', 'course', 'harness', 'arena', 'verdict'],
  costs: ['author', 'judge', 'report', 'course', 'harness', 'arena', 'verdict'],
  author: ['judge', 'report', 'course', 'verdict'],
  class: ['judge', 'report', 'course', 'isolation', 'verdict'],
  judge: ['course', 'harness', 'arena', 'isolation', 'verdict'],
  report: ['verdict'],
  course: ['verdict'],
  harness: ['arena', 'explore', 'isolation', 'verdict'],
  arena: ['explore', 'verdict'],
  explore: ['verdict'],
  isolation: [],
  verdict: [],
};

/** What looks at all layers from outside; no layer knows about these. */
const outside = ['bench', 'conformance', 'test'];

/**
 * Parts of a layer, from the top to the ground: each may import those below it. `.` are the files of the folder itself;
 * a list stands for parts that do not know each other.
 */
const partsFromTheTop = {
  web: ['.', 'browser'],
  report: ['html', '.'],
  watch: ['.', 'effects', 'terminal', 'screens', 'model'],
  drive: ['.', 'view'],
  arena: ['.', ['tasks', 'threads', 'real'], 'common'],
  'arena/tasks': ['.', 'explain', 'scenario', 'realm', 'fakes', 'run'],
  'arena/threads': ['.', 'explain', 'pool', 'realm', 'baton', 'scenario', 'block', 'loops'],
  'arena/real': ['.', 'programs', 'sources', 'witness', 'races', 'time', 'meters'],
};

/** @returns undefined for files of `grader/` itself, and for exercises, which are content */
const folderOf = (file) => {
  const [folder, ...rest] = file.split('/');
  const isContent = folder === '..' || folder === 'exercises' || file.startsWith('author/template/');
  return rest.length === 0 || isContent ? undefined : folder;
};

/** @returns the part of a folder in which a file is, and `undefined` when it is elsewhere */
const partOf = (folder, file) => {
  if (!file.startsWith(`${folder}/`)) return undefined;
  const [first, ...rest] = file.slice(folder.length + 1).split('/');
  return rest.length === 0 ? '.' : first;
};

const heightOf = (parts, part) => parts.findIndex((row) => [row].flat().includes(part));

/**
 * @param {string} importer path of a file, relative to `grader/`, with `/`
 * @param {string} imported path of the file that it imports, likewise
 * @returns {string | undefined} a sentence that says what is wrong with this import, if anything
 */
export const wrongImport = (importer, imported) => {
  const [from, to] = [folderOf(importer), folderOf(imported)];
  if (from === undefined || to === undefined || outside.includes(from)) return undefined;
  for (const folder of [from, to])
    if (!(folder in mayImport || outside.includes(folder))) return `${folder}/ has no place in lint/layers.mjs.`;
  if (from !== to) return mayImport[from].includes(to) ? undefined : `${from}/ must not know ${to}/.`;
  for (const [folder, parts] of Object.entries(partsFromTheTop)) {
    const [above, below] = [partOf(folder, importer), partOf(folder, imported)];
    if (above === undefined || below === undefined || above === below) continue;
    const [height, depth] = [heightOf(parts, above), heightOf(parts, below)];
    if (height < 0 || depth < 0) return `${folder}/${height < 0 ? above : below} has no place in lint/layers.mjs.`;
    if (depth <= height) return `${folder}/${above} must not know ${folder}/${below}.`;
  }
  return undefined;
};

const grader = join(import.meta.dirname, '..', 'grader');
const inGrader = (path) => relative(grader, path).replaceAll('\\', '/');

const check = (context) => (node) => {
  const specifier = node.source?.value;
  if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
  const { filename } = context;
  const message = wrongImport(inGrader(filename), inGrader(normalize(join(dirname(filename), specifier))));
  if (message !== undefined) context.report({ node, message: `${message} See docs/architecture.md.` });
};

const layers = {
  create: (context) => ({
    ImportDeclaration: check(context),
    ImportExpression: check(context),
    ExportNamedDeclaration: check(context),
    ExportAllDeclaration: check(context),
  }),
};

export default { meta: { name: 'racelings' }, rules: { layers } };
