/**
 * Compiles the arena and what is preloaded into the checks' process to `folder`, as plain JavaScript: a
 * worker thread starts from it on every supported Node.
 * @param root of the clone
 */
export function compileRuntime(root: string, folder: string): Promise<void>;

/**
 * Compiles the whole kit, or finds it compiled already: the same sources are compiled once. Two that do so
 * at the same time do not disturb each other.
 * @param root of the clone
 * @returns the folder with `main.mjs`, `host.mjs` and `runtime/`; undefined where nothing can be written, or
 *   the sources do not compile
 * @throws when esbuild is not there
 */
export function compiledKit(root: string): Promise<string | undefined>;
