/**
 * Compiles the arena and what is preloaded into the checks' process to `folder`, as plain JavaScript: a
 * worker thread starts from it on every supported Node.
 * @param root of the clone
 */
export function compileRuntime(root: string, folder: string): Promise<void>;

/**
 * Compiles a script for pages.
 * @param root of the clone
 * @param name of an entry in `grader/web/browser/`
 * @returns plain JavaScript, in one piece
 */
export function compileBrowser(root: string, name: 'report' | 'page'): Promise<string>;

/**
 * Compiles the whole kit, or finds it compiled already: the same sources are compiled once. Two that do so
 * at the same time do not disturb each other.
 * @param root of the clone
 * @returns the folder with `main.mjs`, `host.mjs`, `runtime/` and `browser/`; undefined where nothing can be written, or
 *   the sources do not compile
 * @throws when esbuild is not there
 */
export function compiledKit(root: string): Promise<string | undefined>;
