import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileRuntime } from '../../compile-kit.mjs';

/**
 * Puts what an arena runs into a folder; attempts are staged beside it.
 * @param root the clone
 */
export async function placeRuntime(root: string, folder: string): Promise<void> {
  const compiled = fileURLToPath(new URL('./runtime', import.meta.url));
  if (existsSync(compiled)) cpSync(compiled, folder, { recursive: true });
  else await compileRuntime(root, folder);
}
