import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileBrowser } from '../compile-kit.mjs';

/**
 * A script of `browser/`, in one piece for a page.
 * @param root the clone's folder
 */
export const browserCode = async (root: string, name: 'report' | 'page'): Promise<string> => {
  // Beside the compiled kit it is there; where the sources are run it is made now.
  const compiled = await readFile(join(import.meta.dirname, 'browser', `${name}.js`), 'utf8').catch(() => undefined);
  return compiled ?? compileBrowser(root, name);
};
