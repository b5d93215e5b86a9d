import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileBrowser } from '../compile-kit.mjs';

/** A script of `browser/`, in one piece for a page. */
export const browserCode = async (name: 'report' | 'page'): Promise<string> => {
  const { dirname } = import.meta;
  // The compiled kit has the script beside it; if the sources run, it is made now.
  const compiled = await readFile(join(dirname, 'browser', `${name}.js`), 'utf8').catch(() => undefined);
  return compiled ?? compileBrowser(join(dirname, '..', '..'), name);
};
