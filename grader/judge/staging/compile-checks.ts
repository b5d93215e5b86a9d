import { dirname } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { common } from './compile.ts';

/**
 * Bundles an exercise's hidden checks for a place without vitest.
 * @param checks path of checks.test.ts
 * @param door path of the module that replaces the harness's door; the bundle re-exports it
 */
export async function compileChecks(checks: string, door: string, outfile: string): Promise<void> {
  const contents = `import ${JSON.stringify(checks)};\nexport * from ${JSON.stringify(door)};`;
  await build({
    ...common,
    stdin: { contents, resolveDir: dirname(checks), sourcefile: 'checks.ts', loader: 'ts' },
    outfile,
    plugins: [throughDoor(door)],
  });
}

const throughDoor = (door: string): Plugin => ({
  name: 'through-door',
  setup(bundle) {
    bundle.onResolve({ filter: /[\\/]harness[\\/]index\.ts$/ }, () => ({ path: door }));
  },
});
